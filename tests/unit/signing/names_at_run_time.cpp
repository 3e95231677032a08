// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A request's names are looked at where a program gives them at run time: one that ends within itself hides another field.

#include <tollgate/request.hpp>

#include <tollgate/hash/cryptopp.hpp>

#include <doctest/doctest.h>
#include <support/unsigned_gateway.hpp>

#include <string>
#include <utility>

namespace wryneck {

struct account {
    tollgate::required<"key", tollgate::secret> key;
};

} // namespace wryneck

template <>
struct tollgate::provider_traits<wryneck::account> : tollgate::test::unsigned_gateway {};

namespace wryneck {

using namespace tollgate::signing::words;

inline constexpr auto rule =
    in_field<"sign">(hex(sha256(join("&", lower(name) + "=" + value, fields | but<"sign"> | by_name) + key)));

struct done {
    tollgate::optional<"id", std::string> id{};
};

struct pay {
    tollgate::required<"order", std::string> order;
    tollgate::unlisted more{};

    using account = wryneck::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = done;
    static constexpr auto request_signature = rule;
};

struct by_card {
    tollgate::required<"token", std::string> token;
    tollgate::unlisted more{};
};
struct by_wallet {
    tollgate::required<"wallet", std::string> wallet;
};
struct pay_one_way {
    tollgate::required<"order", std::string> order;
    tollgate::choice_of<by_card, by_wallet> way;

    using account = wryneck::account;
    using endpoint = tollgate::post_json<"/pay_one_way">;
    using response = done;
    static constexpr auto request_signature = rule;
};

} // namespace wryneck

namespace {

using tollgate::errc;

wryneck::account shop()
{
    return {.key = tollgate::secret{"k"}};
}

/// A message with one more field, given at run time.
wryneck::pay pay_with(std::string name)
{
    return {.order = "7", .more = {{std::move(name), "x"}}};
}
wryneck::pay_one_way pay_by_card_with(std::string name)
{
    return {.order = "7", .way = wryneck::by_card{.token = "t", .more = {{std::move(name), "x"}}}};
}

/// What is wrong with it; nothing if it is signed.
template <class Message>
errc problem_of(Message const &message)
{
    auto const made = tollgate::make_request(shop(), message);
    return made ? errc{} : made.error().code();
}

} // namespace

TEST_SUITE("tollgate.signing.names_at_run_time")
{
    TEST_CASE("make_request: a name given at run time that ends within itself is ambiguous")
    {
        CHECK(problem_of(pay_with("note")) == errc{});
        CHECK(problem_of(pay_with("a=1&note")) == errc::ambiguous_value);
        CHECK(problem_of(pay_by_card_with("note")) == errc{});
        CHECK(problem_of(pay_by_card_with("a=1&note")) == errc::ambiguous_value);
    }

    TEST_CASE(
        "make_request: a name given at run time is no other spelling of a declared one, and no second of it")
    {
        CHECK(problem_of(pay_with("ORDER")) == errc::ambiguous_value);
        CHECK(problem_of(pay_by_card_with("Order")) == errc::ambiguous_value);
        CHECK(problem_of(pay_with("order")) == errc::duplicate_field);
        CHECK(problem_of(pay_by_card_with("token")) == errc::duplicate_field);
    }
}
