// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef EXAMPLES_PROVIDERS_LIQPAY_HPP
#define EXAMPLES_PROVIDERS_LIQPAY_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>

/// \file
/// LiqPay: checkout form, and the callback. An example of a signed envelope, not a maintained provider.
///
/// Documents: https://www.liqpay.ua/documentation/en/api/callback; the published examples are in
/// https://github.com/liqpay/sdk-java src/test/java/com/liqpay/LiqPayTest.java
///
/// Everything that matters is JSON inside the one field `data`, in base64, both ways. The program writes and reads that
/// JSON; its members are not declared here.

namespace liqpay {

/// A shop. Its public key is a member of the JSON inside `data`, so no message sends it as a field.
struct account {
    tollgate::required<"public_key", std::string> public_key;
    tollgate::required<"private_key", tollgate::secret> private_key;
};

namespace schemes {

using namespace tollgate::signing::words;

inline constexpr auto enclosed = in_field<"signature">(base64(sha1(key + field<"data"> + key)));

} // namespace schemes

/// `data` for a message, of the JSON that the program wrote.
[[nodiscard]] inline std::string in_base64(std::string_view json)
{
    tollgate::wiped_buffer text;
    tollgate::signing::maps::base64<false>::write(json, text);
    return std::string{text.view()};
}

} // namespace liqpay

template <>
struct tollgate::provider_traits<liqpay::account> {
    static constexpr std::string_view name = "LiqPay";
    static constexpr std::string_view host = "www.liqpay.ua";
    static constexpr auto request_signature = liqpay::schemes::enclosed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = liqpay::schemes::enclosed;
    static constexpr refusal_rule refusal{};
    static constexpr acknowledgement acknowledged{}; ///< The document asks for no body.
    static constexpr std::chrono::seconds timeout{30};
};

namespace liqpay {

/// A form that the payer's browser posts, `client.page(order)`.
struct checkout {
    tollgate::required<"data", std::string> data; ///< Made by `in_base64`.

    using account = liqpay::account;
    using endpoint = tollgate::browser_form<"/api/3/checkout">;
    using response = tollgate::nothing;
    using from_account = tollgate::picks<>;
};

/// Says that a payment has its final status; posted to the `server_url` of the payment.
struct payment_callback {
    tollgate::required<"data", std::string> data; ///< JSON in base64: read it only once it is verified.

    using account = liqpay::account;
    static constexpr bool also_as_form = true;
};

} // namespace liqpay

#endif
