// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// PayFast's two published examples: with a passphrase as a message, without one as a scheme alone.

#include "payfast.hpp"

#include "published_example.hpp"

int main()
{
    published_example example;
    payfast::account const merchant{.merchant_id = "10028084",
                                    .merchant_key = "4hjoenwbwnuso",
                                    .passphrase = tollgate::secret{"payfastsandbox"}};
    payfast::subscription const order{.return_url = "https://test.com/billing/success",
                                      .cancel_url = "https://test.com/billing/cancel",
                                      .notify_url = "https://test.com/payfast/webhook",
                                      .name_first = "Test",
                                      .name_last = "Test",
                                      .email_address = "test@test.com",
                                      .payment = "5",
                                      .amount = tollgate::decimal{"5.00"},
                                      .item = "Test",
                                      .custom_int1 = 1,
                                      .custom_int2 = 1,
                                      .custom_str1 = "U29tZSBUZXN0IFN0cmluZw",
                                      .custom_str2 = "QW5vdGhlciBUZXN0IFN0cmluZw",
                                      .email_confirmation = 1,
                                      .confirmation_address = "test@test.test",
                                      .type = 1,
                                      .billing_date = "2023-01-01",
                                      .recurring_amount = tollgate::decimal{"5"},
                                      .frequency = 3,
                                      .cycles = 0};
    auto const form = tollgate::make_request(merchant, order);
    if (!form) return 1;
    // For logs: what is personal is masked, and encoded like any other value.
    std::cout << "for logs: " << form->canonical() << '\n';
    example.same("signed text", signed_text_of_form(payfast::schemes::with_passphrase, form->body()),
                 "merchant_id=10028084&merchant_key=4hjoenwbwnuso"
                 "&return_url=https%3A%2F%2Ftest.com%2Fbilling%2Fsuccess"
                 "&cancel_url=https%3A%2F%2Ftest.com%2Fbilling%2Fcancel"
                 "&notify_url=https%3A%2F%2Ftest.com%2Fpayfast%2Fwebhook"
                 "&name_first=Test&name_last=Test&email_address=test%40test.com&m_payment_id=5&amount=5.00"
                 "&item_name=Test&custom_int1=1&custom_int2=1&custom_str1=U29tZSBUZXN0IFN0cmluZw"
                 "&custom_str2=QW5vdGhlciBUZXN0IFN0cmluZw&email_confirmation=1"
                 "&confirmation_address=test%40test.test&subscription_type=1&billing_date=2023-01-01"
                 "&recurring_amount=5&frequency=3&cycles=0&passphrase=%5Bsecret%5D");
    example.same("signature", form->signature().text(), "3441682c5d8a65486f5b7cc8ce41d146");

    constexpr std::string_view open =
        "merchant_id=10000100&merchant_key=46f0cd694581a&m_payment_id=123&amount=500";
    example.same("without a passphrase", signed_text_of_form(payfast::schemes::without_passphrase, open),
                 open);
    tollgate::parameter_list fields;
    tollgate::signing::signature signature;
    bool const signs =
        !tollgate::parse_query(open, fields) && !tollgate::signing::sign<tollgate::cryptopp_hash>(
                                                    payfast::schemes::without_passphrase.scheme,
                                                    {.fields = std::as_const(fields).items()}, signature);
    example.same("signature", signs ? signature.text() : "", "45aa67464a46c9cf837257365866b247");
    return example.exit_code();
}
