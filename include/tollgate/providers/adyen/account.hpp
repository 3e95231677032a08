// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ADYEN_ACCOUNT_HPP
#define TOLLGATE_PROVIDERS_ADYEN_ACCOUNT_HPP

#include <tollgate/money_shape.hpp>
#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace tollgate::inline v0::adyen {

/// As the gateway writes an amount.
using money = shaped_money<"value", "currency", unit::minor>;

/// A merchant account. A test account has other keys.
struct account {
    required<"merchantAccount", std::string> merchant_account;
    required<"api_key", secret> api_key;
    required<"hmac_key", secret>
        hmac_key; ///< Of the webhook, hexadecimal. In a rotation the new one `.replacing` the old.
    required<"environment", tollgate::environment> environment; ///< `test` or `live`.
    /// Of the company, from the Customer Area: `1797a841fbb37ca7-AdyenDemo`. Only `live` has one.
    optional<"live_prefix", std::string> live_prefix{};
};

namespace schemes {

using namespace signing::words;

/// \par Specification
/// Verify HMAC signatures: of each item, these values joined by colons, an absent one empty; HMAC-SHA256 with the key's bytes.
inline constexpr auto item = in_field<"additionalData.hmacSignature">(base64(hmac_sha256(
    unhex(key), join(":", value,
                     listed<"pspReference", "originalReference", "merchantAccountCode", "merchantReference",
                            "amount.value", "amount.currency", "eventCode", "success">))));

} // namespace schemes

} // namespace tollgate::inline v0::adyen

template <>
struct tollgate::provider_traits<tollgate::adyen::account> {
    static constexpr std::string_view name = "Adyen";
    /// Live endpoints: another host for each company, and another path before the version.
    static constexpr auto host =
        hosts<"test", "checkout-test.adyen.com/v72", "live",
              signing::words::account_field<"live_prefix"> + "-checkout-live.adyenpayments.com/checkout/v72">;
    static constexpr auto sent_headers = headers_of(api_key<"X-API-Key", "api_key">);
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = adyen::schemes::item;
    static constexpr std::string_view key = "hmac_key";
    /// API idempotency: with `transient-error: true` the message was not taken, or the first one still runs; with 704 the first one may. The
    /// statuses are those of the description; of 404 it says nothing.
    static constexpr refusal_rule refusal{.code = "errorCode",
                                          .message = "message",
                                          .open_codes = {"704"},
                                          .refused_at = {400, 401, 403, 422},
                                          .open_header = {"transient-error", "true"}};
    /// API idempotency: at least seven days.
    static constexpr auto key_lifetime = std::chrono::hours{7 * 24};
    /// Handle webhook events: any `2xx`; formerly this body.
    static constexpr acknowledgement acknowledged{.content_type = "text/plain", .body = "[accepted]"};
    static constexpr std::chrono::seconds timeout{60};
    using from_account = picks<"merchantAccount">;
};

namespace tollgate::inline v0::adyen {

/// What every message sends that changes something. It takes at most 64 characters; that is inferred.
using once = required<"Idempotency-Key", idempotency_key, as_header, at_most<64>>;

/// Pairs that the program chooses, at most 20.
struct metadata {
    unlisted pairs{};
};

} // namespace tollgate::inline v0::adyen

#endif
