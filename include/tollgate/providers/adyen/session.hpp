// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ADYEN_SESSION_HPP
#define TOLLGATE_PROVIDERS_ADYEN_SESSION_HPP

#include <tollgate/providers/adyen/account.hpp>

#include <string>

namespace tollgate::inline v0::adyen {

/// \par Specification
/// CreateCheckoutSessionResponse
struct session {
    required<"id", std::string> id;
    required<"amount", money> amount;
    required<"reference", std::string> reference;
    optional<"sessionData", std::string> session_data{}; ///< For Adyen's own page parts.
    optional<"url", http_url> url{};                     ///< Of mode `hosted`: where the payer goes.
    optional<"expiresAt", std::string> expires_at{};
    unlisted more{};
};

/// Starts a payment that Adyen's own page parts, or its page, carry on.
/// \par Specification
/// POST /sessions
struct create_session {
    adyen::once once;
    required<"amount", money> amount;
    required<"reference", std::string> reference; ///< The shop's own id.
    required<"returnUrl", std::string> return_url;
    optional<"countryCode", std::string> country{};
    optional<"mode", std::string> mode{}; ///< `embedded`, `hosted`.
    optional<"themeId", std::string> theme{};
    optional<"channel", std::string> channel{};
    optional<"shopperLocale", std::string> locale{};
    optional<"shopperEmail", std::string, personal> shopper_email{};
    optional<"shopperReference", std::string, personal> shopper_reference{};
    optional<"expiresAt", std::string> expires_at{};
    optional<"metadata", adyen::metadata> metadata{};

    using account = adyen::account;
    using endpoint = post_json<"/sessions">;
    using response = session;
};

struct session_result {
    required<"id", std::string> id;
    required<"status", std::string>
        status; ///< `active`, `canceled`, `completed`, `expired`, `paymentPending`, `refused`.
    unlisted more{};
};

/// Asks what became of a session, by what the payer's browser brought back.
/// \par Specification
/// GET /sessions/{sessionId}
struct show_session {
    required<"sessionId", std::string, in_path> id;
    required<"sessionResult", std::string> result;

    using account = adyen::account;
    using endpoint = get<"/sessions/{sessionId}", effect::reads>;
    using response = session_result;
    using from_account = picks<>;
};

} // namespace tollgate::inline v0::adyen

#endif
