// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef EXAMPLES_PROVIDERS_PAYFAST_HPP
#define EXAMPLES_PROVIDERS_PAYFAST_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// \file
/// PayFast (South Africa): the payment form. An example of an order of fields that is the document's, not a maintained
/// provider.
///
/// Documents: https://developers.payfast.co.za/documentation/; the published examples are in
/// https://github.com/Payfast/payfast-php-sdk tests/unit/AuthTest.php and
/// https://github.com/activemerchant/offsite_payments/blob/6976a8d13ee124a8e59905a23d3998dcb07ce4d0/test/unit/integrations/pay_fast/pay_fast_helper_test.rb

namespace payfast {

/// A merchant.
struct account {
    tollgate::required<"merchant_id", std::string> merchant_id;
    tollgate::required<"merchant_key", std::string> merchant_key; ///< Sent, and seen by the payer: no secret.
    tollgate::required<"passphrase", tollgate::secret> passphrase;
};

namespace schemes {

using namespace tollgate::signing::words;

/// In the document's order, whatever the order in which they are sent; empty ones are left out.
inline constexpr auto in_order =
    listed<"merchant_id", "merchant_key", "return_url", "cancel_url", "notify_url", "name_first", "name_last",
           "email_address", "cell_number", "m_payment_id", "amount", "item_name", "item_description",
           "custom_int1", "custom_int2", "custom_int3", "custom_int4", "custom_int5", "custom_str1",
           "custom_str2", "custom_str3", "custom_str4", "custom_str5", "email_confirmation",
           "confirmation_address", "payment_method", "subscription_type", "billing_date", "recurring_amount",
           "frequency", "cycles"> |
    nonempty;
inline constexpr auto pairs = join("&", name + "=" + form_encode(value), in_order);

inline constexpr auto with_passphrase =
    in_field<"signature">(hex(md5(pairs + "&passphrase=" + form_encode(key))));
/// Of merchants who have not set a passphrase. Whoever sees one such form can sign another, so no message here uses it.
inline constexpr auto without_passphrase = in_field<"signature">(hex(md5(pairs)));

} // namespace schemes
} // namespace payfast

template <>
struct tollgate::provider_traits<payfast::account> {
    static constexpr std::string_view name = "PayFast";
    static constexpr std::string_view host = "www.payfast.co.za";
    static constexpr auto request_signature = payfast::schemes::with_passphrase;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::not_signed; ///< No callback is described here.
    static constexpr refusal_rule refusal{};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace payfast {

/// A subscription: a form that the payer's browser posts, `client.page(order)`.
/// PayFast's page "Website Payment Variables" gives `return_url` to `item_description`, without `cell_number`, says which are
/// required, and that its Boolean fields are 1 or 0. All else is inferred, from the published examples and from what others keep of
/// later pages, a copy and a schema: `cell_number` and the fields behind `item_description`, that `email_confirmation` is such a
/// Boolean field, that `custom_int1` to `custom_int5` are whole numbers, that amounts are in rand, and that a subscription needs
/// its type, frequency and cycles.
struct subscription {
    tollgate::optional<"return_url", std::string> return_url{};
    tollgate::optional<"cancel_url", std::string> cancel_url{};
    tollgate::optional<"notify_url", std::string> notify_url{};
    tollgate::optional<"name_first", std::string, tollgate::personal> name_first{};
    tollgate::optional<"name_last", std::string, tollgate::personal> name_last{};
    tollgate::optional<"email_address", std::string, tollgate::personal> email_address{};
    tollgate::optional<"cell_number", std::string, tollgate::personal> cell_number{};
    tollgate::optional<"m_payment_id", std::string> payment{}; ///< The merchant's own id.
    tollgate::required<"amount", tollgate::decimal> amount;    ///< In rand.
    tollgate::required<"item_name", std::string> item;
    tollgate::optional<"item_description", std::string> item_description{};
    tollgate::optional<"custom_int1", std::int64_t> custom_int1{};
    tollgate::optional<"custom_int2", std::int64_t> custom_int2{};
    tollgate::optional<"custom_int3", std::int64_t> custom_int3{};
    tollgate::optional<"custom_int4", std::int64_t> custom_int4{};
    tollgate::optional<"custom_int5", std::int64_t> custom_int5{};
    tollgate::optional<"custom_str1", std::string> custom_str1{};
    tollgate::optional<"custom_str2", std::string> custom_str2{};
    tollgate::optional<"custom_str3", std::string> custom_str3{};
    tollgate::optional<"custom_str4", std::string> custom_str4{};
    tollgate::optional<"custom_str5", std::string> custom_str5{};
    tollgate::optional<"email_confirmation", std::int64_t>
        email_confirmation{}; ///< 1: confirm by e-mail; 0: do not.
    tollgate::optional<"confirmation_address", std::string, tollgate::personal> confirmation_address{};
    tollgate::optional<"payment_method", std::string> payment_method{};
    tollgate::required<"subscription_type", std::int64_t> type;
    tollgate::optional<"billing_date", std::string> billing_date{}; ///< `2023-01-01`
    tollgate::optional<"recurring_amount", tollgate::decimal> recurring_amount{};
    tollgate::required<"frequency", std::int64_t> frequency;
    tollgate::required<"cycles", std::int64_t> cycles; ///< 0: until cancelled.

    using account = payfast::account;
    using endpoint = tollgate::browser_form<"/eng/process">;
    using response = tollgate::nothing;
};

} // namespace payfast

#endif
