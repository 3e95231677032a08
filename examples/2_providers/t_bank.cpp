// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// T-Bank's two published examples: a payment is signed, a notification received.

#include "t_bank.hpp"

#include "published_example.hpp"

#include <tollgate/response.hpp>

int main()
{
    published_example example;

    t_bank::account const terminal{.terminal = "MerchantTerminalKey",
                                   .password = tollgate::secret{"11111111111111"}};
    t_bank::init const order{
        .amount = 192'00, .order = "00000", .description = "Подарочная карта на 1000 рублей"};
    auto const request = tollgate::make_request(terminal, order);
    if (!request) return 1;
    example.same("signed text", request->canonical(),
                 "19200Подарочная карта на 1000 рублей00000[secret]MerchantTerminalKey");
    example.same("signature", request->signature().text(),
                 "72dd466f8ace0a37a1f740ce5fb78101712bc0665d91a8108c7c8a0ccd426db2");

    t_bank::account const demo{.terminal = "1234567890DEMO", .password = tollgate::secret{"11111111111"}};
    constexpr std::string_view json =
        R"({"TerminalKey":"1234567890DEMO","OrderId":"000000","Success":true,"Status":"AUTHORIZED",)"
        R"("PaymentId":"0000000","ErrorCode":"0","Amount":1111,"CardId":"000000","Pan":"200000******0000",)"
        R"("ExpDate":"1111","RebillId":"000000",)"
        R"("Token":"1c0964277d0213349243065a0d5b838b8e90d2d25f740d0f2767836e710e80c8"})";
    example.same("signed text", signed_text_of_json(t_bank::schemes::token, json),
                 "111100000001111000000200000******0000[secret]0000000000000AUTHORIZEDtrue1234567890DEMO");
    auto const received = tollgate::receive<t_bank::notification>(demo, json);
    example.holds("received as signed", received.has_value() && (*received)->amount->count() == 1111);

    // How answers are read is made up: the documents show no example of a refusal.
    auto const refused = tollgate::read_response<t_bank::init>(
        terminal, 200, R"({"Success":false,"ErrorCode":"7","Message":"closed"})");
    example.holds("a refusal is one",
                  refused.has_error() && refused.error().code() == tollgate::errc::refused_by_gateway);
    return example.exit_code();
}
