// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_STRIPE_REFUND_HPP
#define TOLLGATE_PROVIDERS_STRIPE_REFUND_HPP

#include <tollgate/providers/stripe/account.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0::stripe {

using refund_status = open_enum<"pending", "requires_action", "succeeded", "failed", "canceled">;

/// \par Specification
/// The Refund object
struct refund {
    required<"id", std::string> id;
    required<"amount", minor_units> amount;
    required<"currency", std::string> currency; ///< In small letters.
    optional<"status", refund_status> status{};
    optional<"payment_intent", std::string> payment_intent{};
    optional<"charge", std::string> charge{};
    optional<"reason", std::string> reason{};
    optional<"failure_reason", std::string> failure_reason{};
    optional<"metadata", stripe::metadata> metadata{};
    optional<"created", std::int64_t> created{}; ///< Unix seconds.
    unlisted more{};
};

struct of_payment_intent {
    required<"payment_intent", std::string> payment_intent;
};
struct of_charge {
    required<"charge", std::string> charge;
};

/// Gives money back, all that is left unless an amount is given.
/// \par Specification
/// POST /v1/refunds
struct create_refund {
    stripe::once once;
    choice_of<of_payment_intent, of_charge> of;
    optional<"amount", minor_units> amount{};
    optional<"reason", std::string> reason{}; ///< `duplicate`, `fraudulent`, `requested_by_customer`.
    optional<"metadata", stripe::metadata> metadata{};

    using account = stripe::account;
    using endpoint = post_form<"/v1/refunds">;
    using response = refund;
};

/// \par Specification
/// GET /v1/refunds/{id}
struct show_refund {
    required<"id", std::string, in_path> id;

    using account = stripe::account;
    using endpoint = get<"/v1/refunds/{id}", effect::reads>;
    using response = refund;
};

/// Only for one that is `requires_action`.
/// \par Specification
/// POST /v1/refunds/{id}/cancel
struct cancel_refund {
    required<"id", std::string, in_path> id;
    stripe::once once;

    using account = stripe::account;
    using endpoint = post_form<"/v1/refunds/{id}/cancel">;
    using response = refund;
};

struct refunds {
    required<"data", std::vector<refund>> data;
    required<"has_more", bool> has_more; ///< The next page begins behind the last one's id.
};

/// \par Specification
/// GET /v1/refunds
struct list_refunds {
    optional<"payment_intent", std::string> payment_intent{};
    optional<"charge", std::string> charge{};
    optional<"limit", std::int64_t> limit{}; ///< 1 to 100; 10 unless given.
    optional<"starting_after", std::string> starting_after{};

    using account = stripe::account;
    using endpoint = get<"/v1/refunds", effect::reads>;
    using response = refunds;
    using pages = by_last<"data", "id", "starting_after", "has_more">;
};

} // namespace tollgate::inline v0::stripe

#endif
