// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_STRIPE_ACCOUNT_HPP
#define TOLLGATE_PROVIDERS_STRIPE_ACCOUNT_HPP

#include <tollgate/currency.hpp>
#include <tollgate/provider.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::stripe {

/// An account, and the endpoint that its events are delivered to. Test and live are told apart by the keys alone.
struct account {
    required<"secret_key", secret> secret_key; ///< `sk_test_`, `sk_live_`; also a restricted one, `rk_`.
    /// Of the endpoint, `whsec_` included. For a rolled one, the new one `.replacing` the old.
    required<"webhook_secret", secret> webhook_secret;
};

namespace schemes {

using namespace signing::words;
using signing::words::header; // and not the library's type of that name

/// When the delivery was attempted; a repeated delivery has a new time.
inline constexpr auto timestamp = part<"t">(header<"Stripe-Signature">);

/// \par Specification
/// Receive Stripe events, "Verify webhook signatures manually": HMAC-SHA256 of the timestamp, a full stop and the body.
inline constexpr auto event =
    in_header_list<"Stripe-Signature", ",", "v1=">(hex(hmac_sha256(key, timestamp + "." + body)));

} // namespace schemes

} // namespace tollgate::inline v0::stripe

template <>
struct tollgate::provider_traits<tollgate::stripe::account> {
    static constexpr std::string_view name = "Stripe";
    static constexpr std::string_view host = "api.stripe.com";
    /// The version by which these messages are described; without it an account's default version would count.
    static constexpr auto sent_headers =
        headers_of(bearer<"secret_key">, sends<"Stripe-Version">("2026-10-28.endive"));
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = stripe::schemes::event;
    static constexpr std::string_view key = "webhook_secret";
    static constexpr bool brackets = true;
    /// Errors, "HTTP status code summary". 402 is a decline. With 409 an earlier request with the same key may still be worked on, and 424
    /// says nothing of what was done: neither is among the statuses. An `idempotency_error`, which is a type and mostly has no code, is of a
    /// key that was used with other parameters: it says nothing of the request that used the key first.
    static constexpr refusal_rule refusal{.code = {"error.code", "error.type"},
                                          .message = "error.message",
                                          .open_codes = {"idempotency_error"},
                                          .refused_at = {400, 401, 402, 403, 404},
                                          .again_at = {429},
                                          .not_found_at = {404}};
    /// Idempotent requests: "at least 24 hours"; afterwards the same key pays again.
    static constexpr auto key_lifetime = std::chrono::hours{24};
    /// Any `2xx`.
    static constexpr acknowledgement acknowledged{.content_type = "text/plain"};
    static constexpr std::chrono::seconds timeout{80};
    using from_account = picks<>;
};

namespace tollgate::inline v0::stripe {

/// Pairs that the program chooses, at most 50. In an update an empty text removes one.
struct metadata {
    unlisted pairs{};
};

/// What every message that changes something sends. Any text of at most 255 characters.
/// \par Specification
/// Idempotent requests
using once = required<"Idempotency-Key", idempotency_key, as_header, at_most<255>>;

/**
 * \brief An amount as Stripe counts it.
 * \details Its units are those of ISO 4217, but for three currencies: amounts in `ISK` and `UGX` have two places, and those in `MGA` none
 * ("Currencies": zero-decimal currencies, special cases). So `create_payment_intent::amount` of 5000 krónur is 500000.
 * \par Errors
 * Those of `money_of`.
 */
[[nodiscard]] inline result<money> money_in(minor_units amount, std::string_view code)
{
    auto const made = money_of(amount, code);
    if (!made) return made;
    std::string_view const known = made->in.code();
    if (known == "ISK") return money{amount, currency{"ISK", 2}};
    if (known == "UGX") return money{amount, currency{"UGX", 2}};
    if (known == "MGA") return money{amount, currency{"MGA", 0}};
    return made;
}

/// Times in Unix seconds between which something was created.
struct created_between {
    optional<"gte", std::int64_t> gte{};
    optional<"gt", std::int64_t> gt{};
    optional<"lte", std::int64_t> lte{};
    optional<"lt", std::int64_t> lt{};
};

} // namespace tollgate::inline v0::stripe

#endif
