// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A field may be called in C++ whatever its gateway calls it, the words of a description included.

#include <tollgate/callback.hpp>
#include <tollgate/callback/identity.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <doctest/doctest.h>
#include <support/digest.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace {

using tollgate::optional;
using tollgate::required;

struct shop {
    required<"shop", std::string> key; // an account's field is not a description's word either
    required<"salt", tollgate::secret> salt;
};

namespace schemes {
using namespace tollgate::signing::words;
constexpr auto glued = in_field<"sign">(hex(md5(join("", value, fields | but<"sign"> | by_name) + key)));
} // namespace schemes

} // namespace

template <>
struct tollgate::provider_traits<shop> {
    static constexpr std::string_view name = "Shop";
    static constexpr std::string_view host = "shop.example";
    static constexpr auto request_signature = schemes::glued;
    static constexpr auto response_signature = schemes::glued;
    static constexpr auto callback_signature = schemes::glued;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{.body = "OK"};
    static constexpr std::chrono::seconds timeout{30};
};

namespace {

struct receipt {
    required<"id", std::string> id;
    optional<"key", std::string> key{};
    optional<"refusal", std::string> refusal{};
    optional<"timeout", std::string> timeout{};
};

struct pay {
    required<"key", std::string> key;
    optional<"key_fallback", std::string> key_fallback{};
    optional<"gateway_key", std::string> gateway_key{};
    optional<"refusal", std::string> refusal{};
    optional<"timeout", std::int64_t> timeout{};
    optional<"request_signature", std::string> request_signature{};
    optional<"response_signature", std::string> response_signature{};
    optional<"from_account", std::string> from_account{};
    optional<"reconciled_by", std::string> reconciled_by{};
    optional<"carried", std::string> carried{};

    using account = shop;
    using endpoint = tollgate::get<"/pay">;
    using response = receipt;
};

struct paid {
    required<"key", std::string> key;
    optional<"key_fallback", std::string> key_fallback{};
    optional<"gateway_key", std::string> gateway_key{};
    optional<"callback_signature", std::string> callback_signature{};
    optional<"signed_at", std::string> signed_at{};
    optional<"acknowledged", bool> acknowledged{};
    optional<"also_as_form", bool> also_as_form{};
    optional<"only_as_form", bool> only_as_form{};
    optional<"body_is_opaque", std::string> body_is_opaque{};
    optional<"status_order", std::int64_t> status_order{};
    optional<"tests", bool> tests{};
    optional<"test_flag", std::string> test_flag{};
    optional<"confirmed_by", std::string> confirmed_by{};

    using account = shop;
    using identity = tollgate::picks<"key">;
};

struct json_only : paid {
    using carried = paid;
    static constexpr bool also_as_form = false;
};
struct form_too : paid {
    using carried = paid;
    static constexpr bool also_as_form = true;
};

shop const merchant{.key = "s", .salt = tollgate::secret{"salt"}};

} // namespace

TEST_SUITE("tollgate.names_of_members")
{
    TEST_CASE("names of members: a message's fields may be called as a description's words are")
    {
        auto const request = tollgate::make_request(merchant, pay{.key = "1", .timeout = 5});
        REQUIRE(request.has_value());
        CHECK(request->target() == "/pay?shop=s&key=1&timeout=5&sign=" + tollgate::test::md5_hex("1s5salt"));
        static_assert(tollgate::detail::timeout_of<pay> == std::chrono::seconds{30});
    }

    TEST_CASE("names of members: an answer's fields may be called so, too")
    {
        auto const answer = tollgate::read_response<pay>(merchant, 200,
                                                         R"({"id":"7","key":"k","refusal":"none","sign":")" +
                                                             tollgate::test::md5_hex("7knonesalt") + R"("})");
        REQUIRE(answer.has_value());
        CHECK(answer->key == "k");
        CHECK(answer->refusal == "none");
    }

    TEST_CASE("names of members: a callback's fields may be called so, too")
    {
        std::string const body = R"({"key":"1","acknowledged":true,"signed_at":"now","sign":")" +
                                 tollgate::test::md5_hex("true1nowsalt") + R"("})";
        auto const received = tollgate::receive<paid>(merchant, body);
        REQUIRE(received.has_value());
        CHECK((*received)->signed_at == "now");
        CHECK(tollgate::acknowledgement_for<paid>(*received).body == "OK");
        CHECK_FALSE(tollgate::identity_of(merchant, **received).empty());
        CHECK_FALSE(tollgate::receive<paid>(merchant, R"({"key":"1","sign":"0"})").has_value());
    }

    TEST_CASE("names of members: a form flag that is false is as one that is not declared")
    {
        std::string const form = "key=1&sign=" + tollgate::test::md5_hex("1salt");
        CHECK_FALSE(tollgate::receive<json_only>(merchant, form).has_value());
        CHECK(tollgate::receive<form_too>(merchant, form).has_value());
    }
}
