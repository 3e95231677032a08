// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/signing/example.hpp>

#include <tollgate/detail/format/json.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/openssl.hpp>
#include <tollgate/signing/words.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>

#include <sstream>
#include <utility>

namespace {

namespace signing = tollgate::signing;
using namespace tollgate::signing::words;

constexpr auto pairs = join("&", name + "=" + value, fields | but<"sign"> | by_name);
constexpr auto scheme = hex(md5(pairs + key));

constexpr tollgate::parameter fields_of_order[] = {{"order", "7"}, {"amount", "100"}};
constexpr signing::context example{.fields = fields_of_order, .key = "k"};

} // namespace

TEST_SUITE("tollgate.signing.example")
{
    TEST_CASE("example: names and values are signed without an account or a message")
    {
        CHECK(signed_text_of(scheme, example).value() == "amount=100&order=7k");
        CHECK(signature_of(scheme, example).value() == tollgate::test::md5_hex("amount=100&order=7k"));
        CHECK(signature_of<tollgate::openssl_hash>(scheme, example).value() ==
              tollgate::test::md5_hex("amount=100&order=7k"));
    }

    TEST_CASE("example: what carries a scheme stands for it, and a part for itself")
    {
        CHECK(signed_text_of(in_field<"sign">(scheme), example).value() == "amount=100&order=7k");
        CHECK(signature_of(in_header<"X-Sign">("v1=" + scheme), example).value() ==
              "v1=" + tollgate::test::md5_hex("amount=100&order=7k"));
        CHECK(signed_text_of(pairs, example).value() == "amount=100&order=7");
        CHECK(signed_text_of(base64(ed25519(body)), {.body = "{}"}).value() == "{}");
    }

    TEST_CASE("example: headers, body, target and named secrets take part as they are given")
    {
        tollgate::header const headers[] = {{"X-Time", "17"}};
        signing::named_text const secrets[] = {{"hash_key", "hk"}};
        tollgate::parameter const account[] = {{"url", "https://shop.example"}};
        CHECK(signed_text_of(hex(sha256(method + path + header<"x-time"> + body + secret<"hash_key"> +
                                        account_field<"url">)),
                             {.secrets = secrets,
                              .account = account,
                              .method = "POST",
                              .target = "/pay?x=1",
                              .headers = headers,
                              .body = "{}"})
                  .value() == "POST/pay17{}hkhttps://shop.example");
    }

    TEST_CASE("example: what has no text is an error that says which field it is, not a signature")
    {
        tollgate::parameter_list received;
        REQUIRE_FALSE(tollgate::parse_json(R"({"order":{"id":7}})", received).has_value());
        signing::context const nested{.fields = std::as_const(received).items(), .key = "k"};
        auto const text = signed_text_of(scheme, nested);
        REQUIRE(text.has_error());
        CHECK(text.error().code() == tollgate::errc::unsignable_value);
        CHECK(signature_of(scheme, nested).error().code() == tollgate::errc::unsignable_value);
        std::ostringstream printed;
        printed << text.error();
        CHECK(printed.str().find("`order`") != std::string::npos);
    }

    TEST_CASE("example: a key that does not decode signs nothing")
    {
        constexpr auto keyed = hex(hmac_sha256(unbase64(key), body));
        auto const refused = signature_of(keyed, {.key = "no base64!", .body = "{}"});
        REQUIRE(refused.has_error());
        CHECK(refused.error().code() == tollgate::errc::invalid_secret);
        CHECK(signature_of(keyed, {.key = "", .body = "{}"}).has_error());
    }
}
