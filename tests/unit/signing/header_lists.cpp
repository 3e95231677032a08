// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A signature and a time that stand among other things in one header.

#include <tollgate/callback.hpp>
#include <tollgate/explain.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/provider.hpp>
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
}

} // namespace
