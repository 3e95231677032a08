// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// `auto const &said = got.error().gateway()`: what an object gives that is about to go must not go with it.

#include <tollgate/callback.hpp>
#include <tollgate/request.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <doctest/doctest.h>

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace {

using tollgate::error;
using message = tollgate::request<tollgate::one_payment::status_payment>;
using told = tollgate::verified<tollgate::one_payment::payment_callback>;
using text = tollgate::required<"text", std::string>;
using maybe = tollgate::optional<"text", std::string>;

static_assert(
    std::same_as<decltype(std::declval<error>().gateway()), std::optional<tollgate::gateway_statement>>);
static_assert(std::same_as<decltype(std::declval<error>().message()), std::string>);
static_assert(std::same_as<decltype(std::declval<error>().outcome()), tollgate::outcome>);
static_assert(std::same_as<decltype(std::declval<error>().cause()), boost::system::error_code>);
static_assert(std::same_as<decltype(std::declval<tollgate::exception>().error()), error>);
static_assert(std::same_as<decltype(*std::declval<told>()), tollgate::one_payment::payment_callback>);
static_assert(std::same_as<decltype(std::declval<told>().received()), std::string>);
static_assert(std::same_as<decltype(std::declval<message>().body()), std::string>);
static_assert(std::same_as<decltype(std::declval<message>().target()), std::string>);
static_assert(std::same_as<decltype(std::declval<message>().logged_as()), std::string>);
static_assert(std::same_as<decltype(std::declval<message>().signature()), tollgate::signing::signature>);
static_assert(std::same_as<decltype(std::declval<tollgate::http_url>().text()), std::string>);
static_assert(std::same_as<decltype(std::declval<text>().value()), std::string>);
static_assert(std::same_as<decltype(*std::declval<text>()), std::string>);
static_assert(std::same_as<decltype(std::declval<maybe>().value()), std::string>);
static_assert(std::same_as<decltype(*std::declval<maybe>()), std::string>);

template <class T>
concept shows_headers = requires(T &&of) { std::forward<T>(of).headers(); };
static_assert(shows_headers<message const &> && !shows_headers<message>);
static_assert(std::same_as<decltype(std::declval<tollgate::signing::signature>().text()), std::string>);

// What stays is shown where it stands.
static_assert(std::is_reference_v<decltype(std::declval<error const &>().gateway())>);
static_assert(std::is_reference_v<decltype(*std::declval<told const &>())>);
static_assert(std::is_reference_v<decltype(std::declval<text const &>().value())>);

} // namespace

TEST_SUITE("tollgate.temporaries")
{
    TEST_CASE("error: what the gateway said outlives the error")
    {
        std::string const code(100, 'c'), sentence(100, 's'); // on the heap
        auto const failed = [&]() -> tollgate::result<int> {
            return error{tollgate::errc::refused_by_gateway, tollgate::refused{}, sentence}.with(
                tollgate::gateway_statement{.code = code, .message = {}});
        };
        auto const got = failed();
        auto const &said = got.error().gateway();
        auto const &why = got.error().message();
        REQUIRE(said.has_value());
        CHECK(said->code == code);
        CHECK(why == sentence);
    }
}
