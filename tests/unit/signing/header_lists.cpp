// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A signature and a time that stand among other things in one header.

#include <tollgate/callback.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/response.hpp>
#include <tollgate/testing.hpp>

#include <doctest/doctest.h>
#include <support/hmac.hpp>
#include <support/unsigned_gateway.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loon {

using namespace tollgate::signing::words;
using tollgate::required;
using tollgate::signing::words::header;

struct account {
    required<"key", tollgate::secret> key;
};

constexpr auto signed_text = "id:" + field<"id"> + ";ts:" + part<"ts">(header<"x-signature">) + ";";

} // namespace loon

template <>
struct tollgate::provider_traits<loon::account> : tollgate::test::unsigned_gateway {
    static constexpr std::string_view key = "key";
    using from_account = picks<>;
};

namespace loon {

struct paid {
    required<"id", std::string> id;

    using account = loon::account;
    static constexpr auto callback_signature =
        in_header_list<"x-signature", ",", "v1=">(hex(hmac_sha256(key, signed_text)));
};
/// As it was described where blanks stood for themselves.
struct paid_with_blank {
    required<"id", std::string> id;

    using account = loon::account;
    static constexpr auto callback_signature =
        in_header_list<"x-signature", ",", " v1=">(hex(hmac_sha256(key, signed_text)));
};

struct receipt {
    required<"id", std::string> id;
};
struct ask {
    required<"id", std::string> id;

    using account = loon::account;
    using endpoint = tollgate::get<"/order", tollgate::effect::reads>;
    using response = receipt;
    static constexpr auto response_signature = in_header_list<"x-signature", ",", "v1=">(
        hex(hmac_sha256(key, part<"ts">(header<"x-signature">) + "." + body)));
};
struct pay {
    required<"id", std::string> id;

    using account = loon::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = receipt;
    static constexpr auto request_signature =
        in_header_list<"x-signature", ",", "v1=">(hex(hmac_sha256(key, body)));
};

} // namespace loon

namespace {

using tollgate::errc;

loon::account shop()
{
    return {.key = tollgate::secret{"a key"}};
}

constexpr std::string_view body = R"({"id":"7"})";

std::vector<std::pair<std::string, std::string>> with(std::string_view signature)
{
    return {{"x-signature", std::string{signature}}};
}

template <class Callback = loon::paid>
auto receive(std::string_view signature)
{
    auto const all = with(signature);
    return tollgate::receive<Callback>(shop(), body, tollgate::header_views(all));
}
bool is_explained_as_right(std::string_view signature)
{
    auto const all = with(signature);
    auto const said = tollgate::explain<loon::paid>(shop(), body, tollgate::header_views(all));
    return said && said->matches;
}

auto answer(std::string_view signature)
{
    auto const all = with(signature);
    return tollgate::read_response<loon::ask>(shop(), 200, tollgate::header_views(all), body);
}
template <class Result>
void check_refused(Result const &given, errc code, std::string_view sentence)
{
    REQUIRE_FALSE(given.has_value());
    INFO(given.error().message());
    CHECK(given.error().code() == code);
    CHECK(given.error().message().find(sentence) != std::string::npos);
}

TEST_SUITE("signatures among other things in a header")
{
    std::string const right = tollgate::test::to_hex(tollgate::test::hmac_sha256("a key", "id:7;ts:17;"));

    TEST_CASE("blanks around the commas of a header's list are no part of what it lists")
    {
        for (std::string const &held :
             {"ts=17,v1=" + right, "ts=17, v1=" + right, "ts=17 , v1=" + right, "v1=" + right + " ,\tts=17",
              " ts=17,v1=" + right + "  ", "ts=17, v0=1, v1=00, v1=" + right}) {
            CAPTURE(held);
            auto const told = receive(held);
            CHECK(told.has_value());
            CHECK(is_explained_as_right(held));
        }
        CHECK(receive<loon::paid_with_blank>("ts=17, v1=" + right).has_value());
    }

    TEST_CASE("what the signature is not over stays refused, with blanks and without")
    {
        for (std::string const &held :
             {"ts=18, v1=" + right, "ts=1 7, v1=" + right, "ts=17, ts=18, v1=" + right,
              "ts=17, ts=17, v1=" + right, "ts =17, v1=" + right}) {
            CAPTURE(held);
            CHECK_FALSE(receive(held).has_value());
            CHECK_FALSE(is_explained_as_right(held));
        }
        CHECK_FALSE(receive("ts=17, v1 =" + right).has_value());
        CHECK_FALSE(receive("ts=17; v1=" + right).has_value());
    }

    TEST_CASE("a header that is there and holds no signature is not called missing")
    {
        using tollgate::test::hmac_sha256, tollgate::test::to_hex;
        constexpr std::string_view lacks = "its header `x-signature` has no `v1=`;";
        constexpr std::string_view is_missing = "its header `x-signature` is missing or empty;";
        constexpr std::string_view given = "header `x-signature`, which is to carry its signature, ";
        check_refused(receive("ts=17"), errc::unsigned_callback, lacks);
        check_refused(receive(""), errc::unsigned_callback, is_missing);
        auto const without = with("ts=17,v0=" + right);
        auto const views = tollgate::header_views(without);
        check_refused(tollgate::explain<loon::paid>(shop(), body, views), errc::signature_missing, lacks);
        check_refused(tollgate::explain_sent<loon::pay>(shop(), body, views), errc::signature_missing,
                      std::string{given} + "has no `v1=`; give all");
        check_refused(tollgate::explain_sent<loon::pay>(shop(), body), errc::signature_missing,
                      std::string{given} + "is missing or empty; give all");

        check_refused(answer("ts=17"), errc::signature_missing, lacks);
        check_refused(answer(""), errc::signature_missing, is_missing);
        CHECK(answer("ts=17, v1=" + to_hex(hmac_sha256("a key", "17." + std::string{body}))).has_value());
    }

    TEST_CASE("a signed part that is missing, or is there twice, is named")
    {
        constexpr std::string_view named =
            "is signed over the part `ts` of its header `x-signature`, which is missing or stands there twice";
        for (std::string const &held : {"v1=" + right, "t=17, v1=" + right, "ts=17,ts=17,v1=" + right}) {
            CAPTURE(held);
            check_refused(receive(held), errc::signature_malformed, named);
            check_refused(answer(held), errc::signature_malformed, named);
            auto const all = with(held);
            CHECK(tollgate::explain<loon::paid>(shop(), body, tollgate::header_views(all))
                      .value()
                      .text()
                      .find("the part `ts` of its header `x-signature`, which is signed, is missing") !=
                  std::string::npos);
        }
        check_refused(receive("ts=18,v1=" + right), errc::signature_mismatch, "does not match");

        loon::paid const what{.id = "7"};
        constexpr std::string_view wanted =
            "the part `ts` of the header `x-signature`, which is missing or stands there twice; give it once, "
            "in the headers that `signed_callback` and `signed_body` take: `{{\"x-signature\", \"ts=...\"}}`";
        check_refused(tollgate::signed_callback(shop(), what), errc::unsignable_value, wanted);
        check_refused(tollgate::signed_body<loon::paid>(shop(), std::string{body}, with("t=17")),
                      errc::unsignable_value, wanted);
        auto const sent = tollgate::signed_callback(shop(), what, with("ts=17")).value();
        CHECK(tollgate::receive<loon::paid>(shop(), sent.body, sent.views()).has_value());
    }
}

} // namespace
