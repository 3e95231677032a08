// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_YOOKASSA_ACCOUNT_HPP
#define TOLLGATE_PROVIDERS_YOOKASSA_ACCOUNT_HPP

#include <tollgate/money_shape.hpp>
#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace tollgate::inline v0::yookassa {

/// As the gateway writes an amount.
using money = shaped_money<"value", "currency", unit::major_text>;

/// A shop. Tests go to the same host, with a test shop's id and key.
struct account {
    required<"shop_id", std::string> shop_id;
    required<"secret_key", secret> secret_key; ///< `test_`, `live_`.
};

} // namespace tollgate::inline v0::yookassa

template <>
struct tollgate::provider_traits<tollgate::yookassa::account> {
    static constexpr std::string_view name = "YooKassa";
    static constexpr std::string_view host = "api.yookassa.ru";
    static constexpr auto sent_headers = headers_of(basic<"shop_id", "secret_key">);
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::never_signed;
    /// Коды ответа HTTP. After 500 the result is unknown.
    static constexpr refusal_rule refusal{.code = "code",
                                          .message = "description",
                                          .refused_at = {400, 401, 403, 404, 405, 415},
                                          .again_at = {429},
                                          .not_found_at = {404}};
    /// Основы, "Идемпотентность": afterwards it is a new operation.
    static constexpr auto key_lifetime = std::chrono::hours{24};
    /// Входящие уведомления: 200; body and headers are not looked at. Else it comes again for 24 hours.
    static constexpr acknowledgement acknowledged{.content_type = "text/plain"};
    static constexpr std::chrono::seconds timeout{60};
    using from_account = picks<>;
};

namespace tollgate::inline v0::yookassa {

/// What every message that changes something sends; the header's name is the gateway's own. That it takes at most 64 characters is
/// inferred.
using once = required<"Idempotence-Key", idempotency_key, as_header, at_most<64>>;

/// Pairs that the program chooses, at most 16 (inferred).
struct metadata {
    unlisted pairs{};
};

/// Why a payment or a refund was canceled.
struct cancellation_details {
    required<"party", std::string> party; ///< `merchant`, `yoo_money`, `payment_network`.
    required<"reason", std::string>
        reason; ///< `insufficient_funds`, `expired_on_confirmation`, `fraud_suspected` …
};

} // namespace tollgate::inline v0::yookassa

#endif
