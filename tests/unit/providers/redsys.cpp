// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/providers/redsys.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/response.hpp>
#include <tollgate/scripted_transport.hpp>
#include <tollgate/signing/example.hpp>
#include <tollgate/testing.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace redsys = tollgate::redsys;
using tollgate::errc;

redsys::account terminal(std::string key = "sq7HjrUOBfKmC576ILgskD5srU870gJ7",
                         redsys::signature_version by = "HMAC_SHA256_V1")
{
    return {.merchant = "999008881",
            .terminal = "1",
            .at = tollgate::environment{"test"},
            .key = tollgate::secret{key},
            .version = std::move(by)};
}
auto gateway()
{
    return tollgate::client{terminal(), tollgate::scripted_transport{{}}};
}
redsys::refund all_of_it()
{
    return {.order = "1446068581", .amount = 49'99, .currency = "978"};
}

/// An answer that Redsys' library `redsys-easy` accepts.
constexpr std::string_view refunded =
    R"({"Ds_SignatureVersion":"HMAC_SHA256_V1","Ds_MerchantParameters":"eyJEc19BbW91bnQiOiI0OTk5IiwiRHNfQ3VycmVuY3kiO)"
    R"(iI5NzgiLCJEc19PcmRlciI6IjE0NDYwNjg1ODEiLCJEc19NZXJjaGFudENvZGUiOiI5OTkwMDg4ODEiLCJEc19UZXJtaW5hbCI6IjEiLCJEc1)"
    R"(9SZXNwb25zZSI6IjA5MDAiLCJEc19BdXRob3Jpc2F0aW9uQ29kZSI6IjY5NDQzMiIsIkRzX1RyYW5zYWN0aW9uVHlwZSI6IjMiLCJEc19TZWN)"
    R"(1cmVQYXltZW50IjoiMCIsIkRzX0xhbmd1YWdlIjoiMSIsIkRzX01lcmNoYW50RGF0YSI6IiIsIkRzX0NhcmRfQ291bnRyeSI6IjcyNCJ9",)"
    R"("Ds_Signature":"mqgb_TaSqlhWLXCXq6wd_AOOGOPeewcZ02wHk7oH1mU="})";

/// A notification of Redsys' test environment, published with that library, and its key.
constexpr std::string_view published_key = "Mk9m98IfEblmPfrpsawt7BmxObt98Jev";
constexpr std::string_view published =
    "Ds_SignatureVersion=HMAC_SHA256_V1&Ds_MerchantParameters="
    "eyJEc19EYXRlIjoiMDklMkYxMSUyRjIwMTUiLCJEc19Ib3VyIjoiMTglM0EwMyIsIkRzX1NlY3VyZVBheW1lbnQiOiIwIiwiRHNfQ2FyZF9D"
    "b3VudHJ5IjoiNzI0IiwiRHNfQW1vdW50IjoiMTQ1IiwiRHNfQ3VycmVuY3kiOiI5NzgiLCJEc19PcmRlciI6IjAwNjkiLCJEc19NZXJjaGFu"
    "dENvZGUiOiI5OTkwMDg4ODEiLCJEc19UZXJtaW5hbCI6Ijg3MSIsIkRzX1Jlc3BvbnNlIjoiMDAwMCIsIkRzX01lcmNoYW50RGF0YSI6IiIs"
    "IkRzX1RyYW5zYWN0aW9uVHlwZSI6IjAiLCJEc19Db25zdW1lckxhbmd1YWdlIjoiMSIsIkRzX0F1dGhvcmlzYXRpb25Db2RlIjoiMDgyMTUw"
    "In0%3D&Ds_Signature=6DVpRPAPoChZh2cgaWnLqlfFsKeXdRfAO_tz-UrxJcU%3D";

} // namespace

TEST_SUITE("redsys")
{
    TEST_CASE("the payment form is what Redsys' library signs")
    {
        auto const page =
            gateway().page(redsys::payment_form{.order = "1446068581", .amount = 49'99, .currency = "978"});
        REQUIRE(page.has_value());
        CHECK(page->url() == "https://sis-t.redsys.es:25443/sis/realizarPago");
        CHECK(
            page->fields() ==
            std::vector<tollgate::browser_field>{
                {"Ds_SignatureVersion", "HMAC_SHA256_V1"},
                {"Ds_MerchantParameters",
                 "eyJEU19NRVJDSEFOVF9NRVJDSEFOVENPREUiOiI5OTkwMDg4ODEiLCJEU19NRVJDSEFOVF9URVJNSU5BTCI6IjEiLCJE"
                 "U19NRVJDSEFOVF9PUkRFUiI6IjE0NDYwNjg1ODEiLCJEU19NRVJDSEFOVF9BTU9VTlQiOiI0OTk5IiwiRFNfTUVSQ0hB"
                 "TlRfQ1VSUkVOQ1kiOiI5NzgiLCJEU19NRVJDSEFOVF9UUkFOU0FDVElPTlRZUEUiOiIwIn0="},
                {"Ds_Signature", "gtdzEbUIoGM2KRKHoNKKKFkbMbPjQqIkJ76/AkOAsgM="}});
        auto const odd =
            gateway().page(redsys::payment_form{.order = "14-4", .amount = 49'99, .currency = "978"});
        CHECK(odd.error().code() == errc::text_character);
    }
    TEST_CASE("an operation over REST is read once its signature is verified")
    {
        auto const read = tollgate::read_response<redsys::refund>(terminal(), 200, refunded);
        REQUIRE(read.has_value());
        CHECK(*read->order == "1446068581");
        CHECK(read->amount->count() == 49'99);
        CHECK(read->is_authorized());
        auto const forged = tollgate::read_response<redsys::refund>(
            terminal("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), 200, refunded);
        REQUIRE(forged.has_error());
        CHECK(forged.error().code() == errc::signature_mismatch);
        CHECK(forged.error().is_unknown());
    }
    TEST_CASE("what was declined is a value, and an error's code is a refusal")
    {
        CHECK(redsys::is_authorized("0000"));
        CHECK(redsys::is_authorized("0099"));
        CHECK(redsys::is_authorized("0900"));
        CHECK(redsys::is_authorized("0400"));
        CHECK_FALSE(redsys::is_authorized("0190"));
        CHECK_FALSE(redsys::is_authorized("00"));
        CHECK_FALSE(redsys::is_authorized("0100"));
        CHECK_FALSE(redsys::is_authorized("9915"));
        auto const error_of = [](std::string_view body) {
            return tollgate::read_response<redsys::refund>(terminal(), 200, body).error();
        };
        CHECK(error_of(R"({"errorCode":"SIS0057"})").is_refused());
        CHECK(error_of(R"({"errorCode":"SIS0057"})").gateway()->code == "SIS0057");
        CHECK(error_of(R"({"errorCode":"SIS0034"})").is_unknown());
        CHECK(error_of(R"({})").is_unknown());
    }
    TEST_CASE("a notification comes as a form, and the payer brings the same in a query")
    {
        redsys::account account = terminal(std::string{published_key});
        auto const paid = tollgate::receive<redsys::notification>(account, published);
        REQUIRE(paid.has_value());
        CHECK(*(*paid)->order == "0069");
        CHECK((*paid)->amount->count() == 1'45);
        CHECK(*(*paid)->terminal == "871");
        CHECK(*(*paid)->date == "09%2F11%2F2015");
        CHECK((*paid)->is_authorized());
        CHECK(tollgate::receive<redsys::notification>(terminal(), published).error().code() ==
              errc::signature_mismatch);
        account.merchant = "999008882";
        CHECK(tollgate::receive<redsys::notification>(account, published).error().code() ==
              errc::account_mismatch);
        account = terminal(std::string{published_key});
        std::string other{published};
        other.replace(other.find("SHA256_V1"), 9, "SHA512_V2");
        CHECK(tollgate::receive<redsys::notification>(account, other).error().code() ==
              errc::another_signature_version);
        account.version = "HMAC_SHA512_V2";
        CHECK(tollgate::receive<redsys::notification>(account, published).error().code() ==
              errc::another_signature_version);
        CHECK(tollgate::receive<redsys::notification>(account, other).error().code() ==
              errc::signature_mismatch);
    }
    TEST_CASE("HMAC_SHA512_V2: what Redsys publishes")
    {
        // https://pagosonline.redsys.es/desarrolladores-inicio/documentacion-operativa/firmar-una-operacion
        constexpr std::string_view parameters =
            "eyJEU19NRVJDSEFOVF9BTU9VTlQiOiI5OTkiLCJEU19NRVJDSEFOVF9PUkRFUiI6IjEyMzQ1Njc4OTAiLCJEU19NRVJDSEFOVF9N"
            "RVJDSEFOVENPREUiOiI5OTkwMDg4ODEiLCJEU19NRVJDSEFOVF9DVVJSRU5DWSI6Ijk3OCIsIkRTX01FUkNIQU5UX1RSQU5TQUNU"
            "SU9OVFlQRSI6IjAiLCJEU19NRVJDSEFOVF9URVJNSU5BTCI6IjEiLCJEU19NRVJDSEFOVF9NRVJDSEFOVFVSTCI6Imh0dHA6XC9c"
            "L3d3dy5wcnVlYmEuY29tXC91cmxOb3RpZmljYWNpb24ucGhwIiwiRFNfTUVSQ0hBTlRfVVJMT0siOiJodHRwOlwvXC93d3cucHJ1"
            "ZWJhLmNvbVwvdXJsT0sucGhwIiwiRFNfTUVSQ0hBTlRfVVJMS08iOiJodHRwOlwvXC93d3cucHJ1ZWJhLmNvbVwvdXJsS08ucGhw"
            "In0";
        std::vector<tollgate::parameter> const fields{{.name = "Ds_MerchantParameters", .text = parameters},
                                                      {.name = "DS_MERCHANT_ORDER", .text = "1234567890"}};
        std::vector<tollgate::parameter> account{{.name = "signature_version", .text = "HMAC_SHA512_V2"}};
        tollgate::signing::context const over{
            .fields = fields, .key = "sq7HjrUOBfKmC576ILgskD5srU870gJ7", .account = account};
        CHECK(tollgate::signing::signature_of(redsys::schemes::request, over).value() ==
              "Vjo02eSWq249IeZZp3R-ArFnGLhKY0OuzDDlx1BuVtZDC2yhczA7_11uZhsYzLZBCMFAz8u8uzGDX3AErHKmmw");
    }
    TEST_CASE("HMAC_SHA512_V2: forms, answers and notifications are signed by it, and by nothing else")
    {
        auto const newer = terminal("sq7HjrUOBfKmC576ILgskD5srU870gJ7", "HMAC_SHA512_V2");
        auto const page = tollgate::client{newer, tollgate::scripted_transport{{}}}.page(
            redsys::payment_form{.order = "1446068581", .amount = 49'99, .currency = "978"});
        REQUIRE(page.has_value());
        CHECK(page->fields()[0] == tollgate::browser_field{"Ds_SignatureVersion", "HMAC_SHA512_V2"});
        CHECK(page->fields()[1].value.ends_with("RZUEUiOiIwIn0"));
        CHECK(page->fields()[2].value.size() == 86);
        redsys::notification const paid{.order = "0017abc",
                                        .amount = 1,
                                        .currency = "978",
                                        .merchant = "999008881",
                                        .terminal = "1",
                                        .response = "0000",
                                        .type = "0"};
        auto const sent = tollgate::signed_callback(newer, paid).value();
        CHECK(tollgate::receive<redsys::notification>(newer, sent.body, sent.views()).has_value());
        CHECK(tollgate::receive<redsys::notification>(terminal(), sent.body, sent.views()).error().code() ==
              errc::another_signature_version);
        auto const forged = tollgate::read_response<redsys::refund>(newer, 200, refunded);
        REQUIRE(forged.has_error());
        CHECK(forged.error().code() == errc::another_signature_version);
        CHECK(forged.error().is_unknown());
    }
    TEST_CASE("what the library signs as Redsys is received")
    {
        redsys::notification const declined{.order = "0017abc",
                                            .amount = 1,
                                            .currency = "978",
                                            .merchant = "999008881",
                                            .terminal = "1",
                                            .response = "0190",
                                            .type = "0"};
        auto const sent = tollgate::signed_callback(terminal(), declined).value();
        auto const told = tollgate::receive<redsys::notification>(terminal(), sent.body, sent.views());
        REQUIRE(told.has_value());
        CHECK_FALSE((*told)->is_authorized());
        std::string const answer = tollgate::signed_answer<redsys::refund>(terminal(), {.order = "0017abc",
                                                                                        .amount = 1,
                                                                                        .currency = "978",
                                                                                        .merchant = "9",
                                                                                        .terminal = "1",
                                                                                        .response = "0900",
                                                                                        .type = "3"});
        CHECK(tollgate::read_response<redsys::refund>(terminal(), 200, answer).has_value());
        std::string const refusal = tollgate::signed_refusal<redsys::refund>(terminal(), "SIS0057");
        CHECK(tollgate::read_response<redsys::refund>(terminal(), 200, refusal).error().is_refused());
        auto const made = gateway().sign(all_of_it());
        REQUIRE(made.has_value());
        CHECK(made->target() == "/sis/rest/trataPeticionREST");
        CHECK(made->canonical().starts_with("eyJEU19NRVJDSEFOVF9NRVJDSEFOVENPREUi"));
    }
}
