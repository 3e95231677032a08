// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef EXAMPLES_PROVIDERS_RAZORPAY_HPP
#define EXAMPLES_PROVIDERS_RAZORPAY_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>

/// \file
/// Razorpay: what its checkout hands back when a payment was made. An example of a gateway of which only the callback is
/// signed, not a maintained provider.
///
/// Document: https://razorpay.com/docs/; the published example is in
/// https://github.com/razorpay/razorpay-python tests/test_client_utility.py @0146d4d90c163fdd0f1c2f11bb11360b140e02e2
///
/// Orders are created with HTTP authentication instead of a signature, and are not described here.

namespace razorpay {

/// A merchant.
struct account {
    tollgate::required<"key_id", std::string> key_id;
    tollgate::required<"key_secret", tollgate::secret> key_secret;
};

namespace schemes {

using namespace tollgate::signing::words;

inline constexpr auto checkout = in_field<"razorpay_signature">(
    hex(hmac_sha256(key, field<"razorpay_order_id"> + "|" + field<"razorpay_payment_id">)));

} // namespace schemes
} // namespace razorpay

template <>
struct tollgate::provider_traits<razorpay::account> {
    static constexpr std::string_view name = "Razorpay";
    static constexpr std::string_view host = "api.razorpay.com";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = ::razorpay::schemes::checkout;
    static constexpr refusal_rule refusal{};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace razorpay {

/// Says that an order was paid; comes through the payer's browser. The signature covers these two fields and no amount:
/// look the order up by its id, which must be one that the program created for this payer.
struct payment_made {
    tollgate::required<"razorpay_order_id", std::string> order;
    tollgate::required<"razorpay_payment_id", std::string> payment;

    using account = razorpay::account;
    static constexpr bool also_as_form = true;
};

} // namespace razorpay

#endif
