// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/check_account.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A gateway that says of each text how long it may be.
namespace turnstone {

using namespace tollgate::signing::words;

struct account {
    tollgate::required<"shop", std::string, tollgate::at_most<8>> shop;
    tollgate::required<"key", tollgate::secret, tollgate::exactly<4>, tollgate::made_of<"0-9a-f">> key;
};

} // namespace turnstone

template <>
struct tollgate::provider_traits<turnstone::account> {
    static constexpr std::string_view name = "Turnstone";
    static constexpr std::string_view host = "turnstone.example";
    static constexpr auto request_signature = tollgate::signing::words::not_signed;
    static constexpr auto response_signature = tollgate::signing::words::not_signed;
    static constexpr auto callback_signature = tollgate::signing::words::not_signed;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

namespace turnstone {

struct done {};

struct item {
    tollgate::required<"name", std::string, tollgate::at_most<3>> name;
};
struct pay {
    tollgate::required<"order", std::string, tollgate::at_least<6>, tollgate::at_most<10>,
                       tollgate::made_of<"A-Za-z0-9_*-">>
        order;
    tollgate::optional<"card", std::string, tollgate::card_data, tollgate::exactly<4>,
                       tollgate::made_of<"0-9">>
        card{};
    tollgate::optional<"note", std::string, tollgate::at_most<4>> note{};
    tollgate::optional<"long", std::string, tollgate::at_least<10>> at_least_ten{};
    tollgate::optional<"tags", std::vector<std::string>, tollgate::at_most<2>> tags{};
    tollgate::optional<"items", std::vector<item>> items{};

    using account = turnstone::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = done;
};

} // namespace turnstone

namespace {

using tollgate::errc;

turnstone::account shop(std::string_view key = "01af")
{
    return {.shop = "s", .key = tollgate::secret{key}};
}
turnstone::pay order()
{
    return {.order = "order-1"};
}

/// What is said of a message; nothing if it can be sent.
std::string said_of(turnstone::pay const &message, errc expected)
{
    auto const made = tollgate::make_request(shop(), message);
    if (made) return {};
    CHECK(made.error().code() == expected);
    CHECK(made.error().is_not_sent());
    return std::string{made.error().message()};
}

} // namespace

TEST_SUITE("tollgate.text_limits")
{
    TEST_CASE("at_least, at_most: a text at either limit is sent, and one beyond it is not")
    {
        for (std::string_view const fits : {"123456", "1234567890", "a-Z_0*9"}) {
            auto message = order();
            message.order = std::string{fits};
            CHECK(said_of(message, errc{}) == "");
        }
        auto message = order();
        message.order = "12345";
        CHECK(said_of(message, errc::text_length) ==
              "The parameter `order` has 5 characters, and this gateway takes 6 to 10.");
        message.order = "12345678901";
        CHECK(said_of(message, errc::text_length) ==
              "The parameter `order` has 11 characters, and this gateway takes 6 to 10.");
        message = order();
        message.at_least_ten = "123456789";
        CHECK(said_of(message, errc::text_length) ==
              "The parameter `long` has 9 characters, and this gateway takes 10 at least.");
        message.at_least_ten = std::string(5'000, 'x');
        CHECK(said_of(message, errc{}) == "");
    }

    TEST_CASE("at_most: characters are code points, not bytes")
    {
        auto message = order();
        message.note = "чай🙂";
        CHECK(said_of(message, errc{}) == "");
        message.note = "чай🙂!";
        CHECK(said_of(message, errc::text_length) ==
              "The parameter `note` has 5 characters, and this gateway takes 4 at most.");
        message.note = "\xD0";
        CHECK(said_of(message, errc::value_not_utf8) != "");
    }

    TEST_CASE("at_least: an optional text that is empty is left out, whatever the least length")
    {
        auto message = order();
        message.note = "";
        message.at_least_ten = "";
        CHECK(said_of(message, errc{}) == "");
        message.order = "";
        CHECK(said_of(message, errc::empty_value) != "");
    }

    TEST_CASE("exactly, made_of: what is wrong is said without the value")
    {
        auto message = order();
        message.card = "12345";
        CHECK(said_of(message, errc::text_length) ==
              "The parameter `card` has 5 characters, and this gateway takes exactly 4.");
        message.card = "12a4";
        CHECK(
            said_of(message, errc::text_character) ==
            "Character 3 of the parameter `card` is none that this gateway takes there, `0-9`; take it out, or "
            "replace it.");
        message = order();
        message.order = "заказ-1";
        CHECK(said_of(message, errc::text_character).starts_with("Character 1 of the parameter `order`"));
        message.order = "order 1";
        CHECK(said_of(message, errc::text_character).starts_with("Character 6 of the parameter `order`"));
    }

    TEST_CASE("at_most: holds for each element of a list, and inside objects")
    {
        auto message = order();
        message.tags = std::vector<std::string>{"a", "bb"};
        CHECK(said_of(message, errc{}) == "");
        message.tags = std::vector<std::string>{"a", "ccc"};
        CHECK(said_of(message, errc::text_length) ==
              "The parameter `tags` has 3 characters, and this gateway takes 2 at most.");
        message = order();
        message.items = std::vector{turnstone::item{.name = "abcd"}};
        CHECK(said_of(message, errc::text_length) ==
              "The parameter `name` has 4 characters, and this gateway takes 3 at most.");
    }

    TEST_CASE("check: an account's texts and secrets are what the gateway gives out")
    {
        CHECK(tollgate::check(shop()).has_value());
        auto const too_long = tollgate::check(shop("01af2"));
        REQUIRE(too_long.has_error());
        CHECK(too_long.error().code() == errc::text_length);
        CHECK(too_long.error().message() ==
              "The account's secret `key` has 5 characters, and this gateway takes exactly 4; copy it again, "
              "whole and without blanks.");
        auto const other = tollgate::check(shop("01aF"));
        REQUIRE(other.has_error());
        CHECK(other.error().code() == errc::text_character);
        CHECK(other.error().message().find("01aF") == std::string::npos);
        auto const replaced = tollgate::check(turnstone::account{
            .shop = "s", .key = tollgate::secret{"01af"}.replacing(tollgate::secret{"1"})});
        REQUIRE(replaced.has_error());
        CHECK(replaced.error().code() == errc::text_length);
        auto of_shop = shop();
        of_shop.shop = "123456789";
        auto const text = tollgate::check(of_shop);
        REQUIRE(text.has_error());
        CHECK(text.error().code() == errc::text_length);
        CHECK(text.error().message().find("`shop`") != std::string::npos);
    }
}
