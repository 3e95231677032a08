// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Whoever passes a message on chooses where its headers end and its body begins: the signature must tell.

#include <tollgate/callback.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>
#include <support/hmac.hpp>
#include <support/unsigned_gateway.hpp>

#include <string>
#include <string_view>

namespace dipper {

struct account {
    tollgate::required<"key", tollgate::secret> key;
};

} // namespace dipper

template <>
struct tollgate::provider_traits<dipper::account> : tollgate::test::unsigned_gateway {};

namespace dipper {

using namespace tollgate::signing::words;

inline constexpr auto dotted = in_header<"X-Sign">(hex(hmac_sha256(key, header<"X-Id"> + "." + body)));
inline constexpr auto dashed =
    in_header<"X-Sign">(hex(hmac_sha256(key, "v0:" + header<"X-Id"> + "--" + body)));
inline constexpr auto in_part =
    in_header<"X-Sign">(hex(hmac_sha256(key, part<"t">(header<"X-Id">) + "." + body)));
inline constexpr auto encoded =
    in_header<"X-Sign">(hex(hmac_sha256(key, base64(header<"X-Id"> + "." + body))));
inline constexpr auto digested =
    in_header<"X-Sign">(hex(hmac_sha256(key, hex(sha256(header<"X-Id"> + "." + body)))));
inline constexpr auto behind = in_header<"X-Sign">(hex(hmac_sha256(key, body + "." + header<"X-Id">)));
inline constexpr auto apart_by_key = in_header<"X-Sign">(hex(hmac_sha256(key, header<"X-Id"> + key + body)));
inline constexpr auto glued = in_header<"X-Sign">(hex(hmac_sha256(key, header<"X-Id"> + body)));

inline constexpr auto named = in_header<"X-Sign">(hex(hmac_sha256(
    key, "id:" + field<"id"> + ";" + when_empty(header<"X-Id">, "", "request-id:" + header<"X-Id"> + ";"))));
/// Its signature covers an id, and a header if there is one.
struct told {
    tollgate::required<"id", std::string> id;
    using account = dipper::account;
    static constexpr auto callback_signature = named;
};

/// JSON or a form.
template <auto const &Rule>
struct either {
    tollgate::optional<"id", std::string> id{};
    tollgate::required<"amount", tollgate::decimal> amount;
    using account = dipper::account;
    static constexpr auto callback_signature = Rule;
    static constexpr bool also_as_form = true;
};
template <auto const &Rule>
struct form {
    tollgate::optional<"id", std::string> id{};
    tollgate::required<"amount", tollgate::decimal> amount;
    using account = dipper::account;
    static constexpr auto callback_signature = Rule;
    static constexpr bool only_as_form = true;
};
template <auto const &Rule>
struct json {
    tollgate::optional<"id", std::string> id{};
    tollgate::required<"amount", tollgate::decimal> amount;
    using account = dipper::account;
    static constexpr auto callback_signature = Rule;
};
template <auto const &Rule>
struct anything {
    tollgate::required<"body", std::string> body;
    using account = dipper::account;
    static constexpr auto callback_signature = Rule;
    static constexpr bool body_is_opaque = true;
};

} // namespace dipper

namespace {

using namespace dipper;
namespace test = tollgate::test;
using tollgate::errc;

constexpr std::string_view secret_key = "dunlin_key";

struct message {
    std::string id, body;
};

template <class Callback>
auto receive(message const &m, std::string const &signed_text)
{
    dipper::account const shop{.key = tollgate::secret{std::string{secret_key}}};
    std::string const signature = test::to_hex(test::hmac_sha256(secret_key, signed_text));
    tollgate::header const headers[] = {{"X-Id", m.id}, {"X-Sign", signature}};
    return tollgate::receive<Callback>(shop, m.body, headers);
}

/// The gateway signs `text` for the first message; the second has the same text, and is not the gateway's.
template <class Callback>
void check_told_apart(std::string const &text, message const &genuine, message const &forged)
{
    CAPTURE(text);
    CHECK(receive<Callback>(genuine, text).has_value());
    auto const got = receive<Callback>(forged, text);
    REQUIRE_FALSE(got.has_value());
    CHECK(got.error().code() == errc::ambiguous_value);
}

} // namespace

TEST_SUITE("tollgate.signing.split_header")
{
    TEST_CASE("header and form body: what the header's separator ends cannot go on in the body")
    {
        message const genuine{"5", "order.id=7&amount=1"}, forged{"5.order", "id=7&amount=1"};
        std::string const text = "5.order.id=7&amount=1";
        check_told_apart<either<dotted>>(text, genuine, forged);
        check_told_apart<form<dotted>>(text, genuine, forged);
        check_told_apart<anything<dotted>>(text, genuine, forged);
        check_told_apart<either<digested>>(test::digest_hex("SHA256", text), genuine, forged);
        check_told_apart<anything<digested>>(test::digest_hex("SHA256", text), genuine, forged);
        check_told_apart<form<encoded>>(test::to_base64(text), genuine, forged);
    }

    TEST_CASE("header and form body: JSON inside a form's value is no body of its own")
    {
        check_told_apart<either<dotted>>(R"(5.amount=1&note=.{"amount":2})",
                                         {"5", R"(amount=1&note=.{"amount":2})"},
                                         {"5.amount=1&note=", R"({"amount":2})"});
    }

    TEST_CASE("header and form body: a part of a header, and a separator that begins early, are told apart")
    {
        check_told_apart<form<in_part>>("5.order.id=7&amount=1", {"t=5", "order.id=7&amount=1"},
                                        {"t=5.order", "id=7&amount=1"});
        check_told_apart<anything<in_part>>("5.order.id=7&amount=1", {"t=5", "order.id=7&amount=1"},
                                            {"t=5.order", "id=7&amount=1"});
        check_told_apart<form<dashed>>("v0:5---id=7&amount=1", {"5", "-id=7&amount=1"},
                                       {"5-", "id=7&amount=1"});
    }

    TEST_CASE("header behind a form body: the body cannot go on in the header")
    {
        check_told_apart<form<behind>>("id=7&amount=1.50.5", {"5", "id=7&amount=1.50"},
                                       {"50.5", "id=7&amount=1"});
    }

    TEST_CASE("header and body: where the body tells where it begins, and where a secret stands between, "
              "nothing is refused")
    {
        std::string const body = R"({"id":"7","amount":1})", form_body = "id=7&amount=1";
        CHECK(receive<json<dotted>>({"a.b", body}, "a.b." + body).has_value());
        CHECK(receive<json<glued>>({"5", body}, "5" + body).has_value());
        CHECK(receive<form<apart_by_key>>({"5", form_body}, "5dunlin_key" + form_body).has_value());
        CHECK(receive<either<dotted>>({"5", body}, "5." + body).has_value());
    }
    TEST_CASE(
        "header beside a field: what names the header cannot go on in the field, though no header is there")
    {
        check_told_apart<told>("id:9;request-id:ab;", {"ab", R"({"id":"9"})"},
                               {"", R"({"id":"9;request-id:ab"})"});
        CHECK(receive<told>({"ab", R"({"id":"https://shop.example/?id:7;8"})"},
                            "id:https://shop.example/?id:7;8;request-id:ab;")
                  .has_value());
    }
}
