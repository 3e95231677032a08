// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef EXAMPLES_PROVIDERS_ROBOKASSA_HPP
#define EXAMPLES_PROVIDERS_ROBOKASSA_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>

/// \file
/// Robokassa: payment link, and the result callback. An example of two secrets, not a maintained provider.
///
/// Documents: docs.robokassa.ru, "Payment interface", for the link; for the callback's signature the example in
/// https://github.com/activemerchant/offsite_payments/blob/6976a8d13ee124a8e59905a23d3998dcb07ce4d0/test/unit/integrations/robokassa/robokassa_notification_test.rb
///
/// The gateway expects `OK` and the callback's `InvId` as answer.

namespace robokassa {

/// A shop.
struct account {
    tollgate::required<"MerchantLogin", std::string> login;
    tollgate::required<"password1", tollgate::secret> password1; ///< Signs payment links.
    tollgate::required<"password2", tollgate::secret> password2; ///< Signs result callbacks.
};

namespace schemes {

using namespace tollgate::signing::words;

/// The shop's own parameters, whose names start with `shp`: signed in alphabetical order, behind everything else.
inline constexpr auto own_parameters = join("", ":" + name + "=" + value, fields | starting<"shp"> | by_name);

inline constexpr auto link = in_field<"SignatureValue">(hex(
    md5(field<"MerchantLogin"> + ":" + field<"OutSum"> + ":" + field<"InvId"> + ":" + key + own_parameters)));
inline constexpr auto result =
    in_field<"SignatureValue">(hex(md5(field<"OutSum"> + ":" + field<"InvId"> + ":" + key + own_parameters)));

} // namespace schemes
} // namespace robokassa

template <>
struct tollgate::provider_traits<robokassa::account> {
    static constexpr std::string_view name = "Robokassa";
    static constexpr std::string_view host = "auth.robokassa.ru";
    static constexpr auto request_signature = robokassa::schemes::link;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = robokassa::schemes::result;
    static constexpr refusal_rule refusal{};
    static constexpr auto acknowledged =
        acknowledgement{.content_type = "text/plain"}.with("OK" + signing::words::field<"InvId">);
    static constexpr std::chrono::seconds timeout{30};
};

namespace robokassa {

/// A link to the payment form, `client.page(order)`: redirect the payer to its `url()`.
struct payment_link {
    tollgate::required<"OutSum", tollgate::decimal> sum; ///< In roubles.
    tollgate::required<"InvId", std::string> invoice;    ///< The shop's own number of the order.
    tollgate::optional<"shpa", std::string> shpa{};      ///< One of the shop's own: name yours here.

    using account = robokassa::account;
    using endpoint = tollgate::browser_link<"/Merchant/Index.aspx">;
    using response = tollgate::nothing;
    static constexpr std::string_view key = "password1";
};

/// Says that an invoice was paid; posted to the shop's `ResultURL`.
struct result {
    tollgate::required<"OutSum", tollgate::decimal> sum;
    tollgate::required<"InvId", std::string> invoice;
    tollgate::optional<"shpa", std::string>
        shpa{}; ///< As in the link. All that arrive are signed, declared or not.

    using account = robokassa::account;
    static constexpr std::string_view key = "password2";
    static constexpr bool only_as_form = true;
};

} // namespace robokassa

#endif
