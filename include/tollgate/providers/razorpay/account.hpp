// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_RAZORPAY_ACCOUNT_HPP
#define TOLLGATE_PROVIDERS_RAZORPAY_ACCOUNT_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace tollgate::inline v0::razorpay {

/// A merchant. Test and live are told apart by the key alone: `rzp_test_`, `rzp_live_`.
struct account {
    required<"key_id", std::string> key_id;
    required<"key_secret", secret>
        key_secret; ///< Authenticates requests, and signs what the payer's browser brings back.
    /// Of the webhook, as it was chosen in the dashboard. After it was changed, repetitions of older events are still signed with the
    /// old one: give the new one `.replacing` the old.
    required<"webhook_secret", secret> webhook_secret;
};

namespace schemes {

using namespace signing::words;
using signing::words::field; // and not the library's concept of that name

/// \par Specification
/// webhooks/validate-test: HMAC-SHA256 of the body as it came.
inline constexpr auto event = in_header<"X-Razorpay-Signature">(hex(hmac_sha256(key, body)));

/// \par Specification
/// razorpay.com/docs, Standard Checkout, "Verify Payment Signature": with the key's secret.
inline constexpr auto order_return = in_field<"razorpay_signature">(
    hex(hmac_sha256(key, field<"razorpay_order_id"> + "|" + field<"razorpay_payment_id">)));

/// \par Specification
/// razorpay.com/docs, Payment Links, "Verify Payment Signature": with the key's secret.
inline constexpr auto link_return = in_field<"razorpay_signature">(hex(
    hmac_sha256(key, field<"razorpay_payment_link_id"> + "|" + field<"razorpay_payment_link_reference_id"> +
                         "|" + field<"razorpay_payment_link_status"> + "|" + field<"razorpay_payment_id">)));

} // namespace schemes

} // namespace tollgate::inline v0::razorpay

template <>
struct tollgate::provider_traits<tollgate::razorpay::account> {
    static constexpr std::string_view name = "Razorpay";
    static constexpr std::string_view host = "api.razorpay.com";
    static constexpr auto sent_headers = headers_of(basic<"key_id", "key_secret">);
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = razorpay::schemes::event;
    static constexpr std::string_view key = "webhook_secret";
    /// errors: what a code means; the page says of `GATEWAY_ERROR` and `SERVER_ERROR` only that something went wrong. With 409 an earlier
    /// request with the same key is still worked on, so it is not among the statuses. That an unknown id is 400, like everything else that
    /// is wrong with a request, leaves nothing to be told as "not found".
    static constexpr refusal_rule refusal{.code = "error.code",
                                          .message = "error.description",
                                          .open_codes = {"GATEWAY_ERROR", "SERVER_ERROR"},
                                          .refused_at = {400, 401, 404},
                                          .again_at = {429}};
    /// How long a key of a refund is kept is undocumented: inferred.
    static constexpr auto key_lifetime = std::chrono::hours{24};
    /// webhooks/best-practices: any `2xx` within 5 seconds.
    static constexpr acknowledgement acknowledged{.content_type = "text/plain"};
    static constexpr std::chrono::seconds timeout{60};
    using from_account = picks<>;
};

namespace tollgate::inline v0::razorpay {

/// At most 15 pairs of a name and a text of at most 256 characters. Razorpay answers `[]` where there are none: the member is then
/// left out.
struct notes {
    unlisted pairs{};
};

} // namespace tollgate::inline v0::razorpay

#endif
