// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/enclosed.hpp>

#include <tollgate/callback.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/hash/openssl_ciphers.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/hmac.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

// A gateway that does not exist: all fields travel inside one, and the key is derived for each order.
namespace ortolan {

using namespace tollgate::signing::words;
using tollgate::required, tollgate::optional, tollgate::secret;

struct account {
    required<"MERCHANT", std::string> merchant;
    required<"key", secret> key;
};

/// The order's key, simplified: the order and the account's key.
inline constexpr auto request =
    in_field<"Signature">(base64(hmac_sha256(key + field<"ORDER">, field<"Parameters">)));
inline constexpr auto answer =
    in_field<"Signature">(base64(hmac_sha256(key + field<"Order">, field<"Parameters">)));

} // namespace ortolan

template <>
struct tollgate::provider_traits<ortolan::account> {
    static constexpr std::string_view name = "Ortolan";
    static constexpr std::string_view host = "ortolan.example";
    static constexpr auto enclosed = base64_json<"Parameters", "Version", "V1">;
    static constexpr auto request_signature = ortolan::request;
    static constexpr auto response_signature = ortolan::answer;
    static constexpr auto callback_signature = ortolan::answer;
    static constexpr refusal_rule refusal{.code = "errorCode", .unsigned_too = true};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace ortolan {

struct operation {
    required<"Order", std::string> order;
    required<"Amount", std::string> amount;
};
struct pay {
    required<"ORDER", std::string> order;
    required<"AMOUNT", std::int64_t, tollgate::as_text> amount;
    optional<"PAN", std::string, tollgate::card_data> pan{};
    using account = ortolan::account;
    using endpoint = tollgate::post_json<"/rest">;
    using response = operation;
};
struct pay_by_form : pay {
    using carried = pay;
    using endpoint = tollgate::post_form<"/form">;
};
struct paid {
    required<"Order", std::string> order;
    required<"Amount", std::string> amount;
    optional<"Code", std::string> code{};
    using account = ortolan::account;
    using identity = tollgate::picks<"Order">;
    static constexpr bool also_as_form = true;
};

} // namespace ortolan

namespace {

namespace test = tollgate::test;
using tollgate::cryptopp_hash, tollgate::openssl_hash;
using tollgate::errc, tollgate::secret;

ortolan::account merchant()
{
    return {.merchant = "999", .key = secret{"k"}};
}

std::string sign(std::string_view order, std::string_view parameters)
{
    return test::to_base64(test::hmac_sha256("k" + std::string{order}, parameters));
}
std::string body_of(std::string_view parameters, std::string_view signature, std::string_view version = "V1",
                    std::string_view more = "")
{
    return R"({"Version":")" + std::string{version} + R"(","Parameters":")" + std::string{parameters} +
           R"(","Signature":")" + std::string{signature} + "\"" + std::string{more} + "}";
}
constexpr std::string_view json = R"({"Order":"17","Amount":"4999","Code":"x?>>"})"; // "/" and "+" in base64
std::string genuine()
{
    std::string const text = test::to_base64(json);
    return body_of(text, sign("17", text));
}
template <class... More>
auto receive(std::string const &body, More const &...more)
{
    return tollgate::receive<ortolan::paid>(merchant(), body, more...);
}
auto read(std::string const &body, unsigned status = 200)
{
    return tollgate::read_response<ortolan::pay>(merchant(), status, body);
}

} // namespace

TEST_SUITE("enclosed messages")
{
    TEST_CASE("a request's fields, and the account's, are one object inside one field")
    {
        std::string const inside = test::to_base64(R"({"MERCHANT":"999","ORDER":"17","AMOUNT":"4999"})");
        auto const made = tollgate::make_request(merchant(), ortolan::pay{.order = "17", .amount = 4999});
        REQUIRE(made.has_value());
        CHECK(made->body() == body_of(inside, sign("17", inside)));
        CHECK(made->canonical() == inside);
        auto const form = tollgate::make_request(
            merchant(), ortolan::pay_by_form{ortolan::pay{.order = "17", .amount = 4999}});
        REQUIRE(form.has_value());
        CHECK(form->body().starts_with("Version=V1&Parameters="));
        CHECK(form->signature().text() == sign("17", inside));
    }

    TEST_CASE("what must not be seen is masked inside")
    {
        auto const made = tollgate::make_request(
            merchant(), ortolan::pay{.order = "17", .amount = 1, .pan = "4548812049400004"});
        REQUIRE(made.has_value());
        CHECK(made->canonical() ==
              test::to_base64(R"({"MERCHANT":"999","ORDER":"17","AMOUNT":"1","PAN":"[masked]"})"));
        CHECK(made->body().find(made->canonical()) == std::string::npos);
    }

    TEST_CASE("answers and callbacks are verified by the text, and read from inside it")
    {
        auto const answer = read(genuine());
        REQUIRE(answer.has_value());
        CHECK(answer->order == "17");
        CHECK(answer->amount == "4999");
        auto const told = receive(genuine());
        REQUIRE(told.has_value());
        CHECK((*told)->amount == "4999");
        CHECK((*told)->code == "x?>>");
    }

    TEST_CASE("both alphabets are read, with padding or without, as JSON or as a form")
    {
        std::string text = test::to_base64(json);
        REQUIRE(text.find_first_of("+/") != std::string::npos);
        REQUIRE(text.ends_with('='));
        auto const check = [](std::string const &given) {
            CAPTURE(given);
            CHECK(receive(body_of(given, sign("17", given))).has_value());
            CHECK(read(body_of(given, sign("17", given))).has_value());
        };
        check(text);
        for (char &c : text)
            c = c == '+' ? '-' : c == '/' ? '_' : c;
        check(text);
        text.erase(text.find('='));
        check(text);
        std::string signature = sign("17", text);
        for (std::size_t at; (at = signature.find_first_of("+/=")) != std::string::npos;)
            signature.replace(at, 1, signature[at] == '+' ? "%2B" : signature[at] == '/' ? "%2F" : "%3D");
        std::vector<tollgate::header> const headers{{"Content-Type", "application/x-www-form-urlencoded"}};
        CHECK(receive("Version=V1&Parameters=" + text + "&Signature=" + signature, headers).has_value());
    }

    TEST_CASE("what was changed, doubled or put beside is no message of the gateway's")
    {
        std::string const text = test::to_base64(json);
        std::string const other = test::to_base64(R"({"Order":"17","Amount":"1"})");
        auto const refused = [](std::string const &body) {
            CAPTURE(body);
            auto const told = receive(body);
            CHECK(told.has_error());
            auto const answer = read(body);
            REQUIRE(answer.has_error());
            CHECK(answer.error().is_unknown());
            return told.has_error() ? told.error().code() : errc{};
        };
        CHECK(refused(body_of(other, sign("17", text))) == errc::signature_mismatch);
        CHECK(refused(body_of(text, sign("18", text))) == errc::signature_mismatch);
        CHECK(refused(body_of(text, sign("17", text), "V2")) == errc::another_signature_version);
        CHECK(refused(body_of("***", sign("17", "***"))) == errc::field_not_convertible);
        std::string const no_object = test::to_base64("[1]");
        CHECK(refused(body_of(no_object, sign("17", no_object))) == errc::field_not_convertible);
        refused(body_of(text, sign("17", text), "V1", R"(,"Parameters":")" + other + "\""));
        std::string const twice = test::to_base64(R"({"Order":"17","Amount":"1","Order":"18"})");
        CHECK(refused(body_of(twice, sign("17", twice))) == errc::duplicate_field);
        std::string const nested = test::to_base64(R"({"Order":"17","Amount":"1","Signature":"x"})");
        CHECK(refused(body_of(nested, sign("17", nested))) == errc::duplicate_field);
        CHECK(refused(R"({"Order":"17","Amount":"1"})") == errc::unsigned_callback);
        CHECK(refused(R"({"Version":"V1","Parameters":")" + text + "\"}") == errc::unsigned_callback);

        // What stands beside is not read, not even for the key.
        std::string const beside = body_of(text, sign("17", text), "V1", R"(,"Order":"18","Amount":"1")");
        CHECK((*receive(beside))->order == "17");
        CHECK((*receive(beside))->amount == "4999");
        std::string const by_beside = body_of(text, sign("18", text), "V1", R"(,"Order":"18")");
        CHECK(receive(by_beside).error().code() == errc::signature_mismatch);
    }

    TEST_CASE("an answer without the field is a refusal where it says so, and nothing else")
    {
        CHECK(read(R"({"errorCode":"SIS0051"})").error().is_refused());
        CHECK(read(R"({"errorCode":"SIS0051"})").error().gateway()->code == "SIS0051");
        CHECK(read(R"({"ok":"1"})").error().is_unknown());
        CHECK(read(R"({"errorCode":"SIS0051"})", 500).error().is_unknown());
        // A code inside counts when it is signed.
        std::string const inside = test::to_base64(R"({"Order":"17","errorCode":"SIS0042"})");
        CHECK(read(body_of(inside, sign("17", inside))).error().is_refused());
        CHECK(read(body_of(inside, sign("18", inside))).error().is_unknown());
    }

    TEST_CASE("explain knows what is inside")
    {
        std::string const inside = test::to_base64(R"({"MERCHANT":"999","ORDER":"17","AMOUNT":"4999"})");
        auto const same = tollgate::explain(merchant(), ortolan::pay{.order = "17", .amount = 4999},
                                            std::string_view{sign("17", inside)});
        REQUIRE(same.has_value());
        CHECK(same->matches);
        std::string const right = genuine();
        auto const told = tollgate::explain<ortolan::paid>(merchant(), right);
        REQUIRE(told.has_value());
        CHECK(told->matches);
    }
}
