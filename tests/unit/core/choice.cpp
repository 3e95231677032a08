// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/choice.hpp>

#include <doctest/doctest.h>

#include <concepts>
#include <string>
#include <string_view>
#include <variant>

namespace {

struct transfer {
    static constexpr std::string_view chosen_as = "transfer";
    tollgate::required<"bank", std::string> bank;
};
struct cash {
    static constexpr std::string_view chosen_as = "cash";
    tollgate::optional<"address", std::string> address{};
};
struct nameless {};

using method = tollgate::choice<"method", "more", transfer, cash>;
using maybe_method = tollgate::optional_choice<"method", "more", transfer, cash>;

constexpr std::string_view card = "card";

static_assert(tollgate::detail::alternative<transfer> && !tollgate::detail::alternative<nameless>);
static_assert(!std::default_initializable<method> && std::default_initializable<maybe_method>);
static_assert(tollgate::field<method> && tollgate::field<maybe_method>);
static_assert(method::is_required && !maybe_method::is_required);
static_assert(method::name == "method" && method::fields_name == "more");
static_assert(std::convertible_to<transfer, method> && std::convertible_to<tollgate::other, method>);
static_assert(!std::convertible_to<nameless, method> && !std::convertible_to<int, method>);
static_assert(tollgate::detail::needs_parameters<transfer, cash>("transfer"));
static_assert(!tollgate::detail::needs_parameters<transfer, cash>("cash"));
static_assert(!tollgate::detail::needs_parameters<transfer, cash>("unheard-of"));

} // namespace

TEST_SUITE("tollgate.core.choice")
{
    TEST_CASE("choice: an alternative brings its text and its parameters")
    {
        method const chosen = transfer{.bank = "tbank"};
        CHECK(chosen.text() == "transfer");
        CHECK(chosen.has_value());
        CHECK(std::get<transfer>(chosen.value()).bank == "tbank");
        CHECK(method{cash{}}.text() == "cash");
    }

    TEST_CASE("choice: a literal or a constant is taken where no parameter is required")
    {
        CHECK(method{"card"}.text() == "card");
        CHECK(method{card}.text() == "card");
        CHECK(method{"cash"}.text() == "cash");
        CHECK(maybe_method{card}.has_value());
    }

    TEST_CASE("choice: text known only at run time is taken with its parameters as they are")
    {
        method const chosen =
            tollgate::other{.text = std::string{"trans"} + "fer", .fields = {{"bank", "tbank"}}};
        CHECK(chosen.text() == "transfer");
        CHECK(std::get<tollgate::other>(chosen.value()).fields.front().text == "tbank");
    }

    TEST_CASE("optional_choice: is absent until given")
    {
        maybe_method chosen;
        CHECK_FALSE(chosen.has_value());
        CHECK(chosen.text() == "");
        CHECK_FALSE(maybe_method{""}.has_value());
        chosen = "card";
        CHECK(chosen.has_value());
        chosen = {};
        CHECK_FALSE(chosen.has_value());
    }
}
