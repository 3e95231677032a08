// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// LiqPay's two published examples: the JSON is put into `data`, signed, and received back.

#include "liqpay.hpp"

#include "published_example.hpp"

int main()
{
    published_example example;
    liqpay::account const shop{.public_key = "publicKey", .private_key = tollgate::secret{"privateKey"}};

    constexpr std::string_view json =
        R"({"amount":"1.5","description":"Description","language":"eo","public_key":"publicKey",)"
        R"("version":"3","currency":"USD"})";
    auto const form = tollgate::make_request(shop, liqpay::checkout{.data = liqpay::in_base64(json)});
    if (!form) return 1;
    example.same(
        "signed text", form->canonical(),
        "[secret]eyJhbW91bnQiOiIxLjUiLCJkZXNjcmlwdGlvbiI6IkRlc2NyaXB0aW9uIiwibGFuZ3VhZ2UiOiJlbyIsInB1Ymxp"
        "Y19rZXkiOiJwdWJsaWNLZXkiLCJ2ZXJzaW9uIjoiMyIsImN1cnJlbmN5IjoiVVNEIn0=[secret]");
    example.same("signature", form->signature().text(), "DEggXkxcCsuZFwt/R4+zDekMPZ4=");

    constexpr std::string_view invoice =
        R"({"amount":"200","email":"client-email@gmail.com",)"
        R"("goods":"[{amount: 100, count: 2, unit: 'un.', name: 'phone'}]","public_key":"publicKey",)"
        R"("order_id":"order_id_1","version":"3","currency":"USD"})";
    auto const other = tollgate::make_request(shop, liqpay::checkout{.data = liqpay::in_base64(invoice)});
    example.same("signature", other ? other->signature().text() : "", "qU/Ms2zhS43H8VISlHeHgCOdjJc=");

    // A callback has the form of what is sent.
    auto const received = tollgate::receive<liqpay::payment_callback>(shop, form->body());
    example.holds("received as signed", received.has_value() && (*received)->data == liqpay::in_base64(json));
    return example.exit_code();
}
