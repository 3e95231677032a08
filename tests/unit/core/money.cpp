// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/money.hpp>

#include <doctest/doctest.h>

#include <concepts>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <type_traits>

namespace {

using tollgate::decimal;
using tollgate::minor_units;
using namespace std::string_view_literals;

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

static_assert(std::convertible_to<int, minor_units> && std::convertible_to<std::uint64_t, minor_units>);
static_assert(!std::constructible_from<minor_units, double> && !std::constructible_from<minor_units, bool>);
static_assert(!std::constructible_from<minor_units, char> && !std::constructible_from<minor_units, char8_t>);
static_assert(!std::constructible_from<minor_units, char const *>);

static_assert(std::constructible_from<decimal, int> && !std::convertible_to<int, decimal>);
static_assert(!std::constructible_from<decimal, double> && !std::constructible_from<decimal, bool>);
static_assert(!std::constructible_from<decimal, char> && !std::constructible_from<decimal, std::string_view>);
static_assert(!std::totally_ordered<decimal>, "50 and 50.00 would be neither equal nor ordered");

} // namespace

TEST_SUITE("tollgate.core.money")
{
    TEST_CASE("minor_units: takes any integer from 0 to 2^63-1")
    {
        CHECK(minor_units{}.count() == 0);
        CHECK(minor_units{900'000}.count() == 900'000);
        CHECK(minor_units{most}.count() == most);
        CHECK(minor_units{std::uint8_t{255}}.count() == 255);
        CHECK_THROWS_AS(minor_units{-1}, std::out_of_range);
        CHECK_THROWS_AS(minor_units{std::numeric_limits<std::int64_t>::min()}, std::out_of_range);
        CHECK_THROWS_AS(minor_units{static_cast<std::uint64_t>(most) + 1}, std::out_of_range);
        CHECK_THROWS_AS(minor_units{std::numeric_limits<std::uint64_t>::max()}, std::out_of_range);
    }

    TEST_CASE("minor_units: are ordered by their count")
    {
        CHECK(minor_units{1} < minor_units{2});
        CHECK(minor_units{2} == minor_units{2L});
    }

    TEST_CASE("decimal: keeps the scale it was written with")
    {
        struct {
            std::string_view text;
            std::int64_t digits;
            unsigned scale;
        } const table[] = {{"0", 0, 0},
                           {"50", 50, 0},
                           {"50.0", 500, 1},
                           {"50.00", 5000, 2},
                           {"0.00", 0, 2},
                           {"0.05", 5, 2},
                           {"-12.5", -125, 1},
                           {"-0.5", -5, 1},
                           {"999999999999999999", 999'999'999'999'999'999, 0},
                           {"-999999999999999999", -999'999'999'999'999'999, 0},
                           {"0.00000000000000001", 1, 17},
                           {"-9.99999999999999999", -999'999'999'999'999'999, 17}};
        for (auto const &row : table) {
            CAPTURE(row.text);
            auto const parsed = decimal::parse(row.text);
            REQUIRE(parsed.has_value());
            CHECK(parsed->digits() == row.digits);
            CHECK(parsed->scale() == row.scale);
            CHECK(parsed->text() == row.text);
        }
        CHECK(decimal{"50.00"}.text() == "50.00");
        CHECK(decimal{50}.text() == "50");
        CHECK(decimal{}.text() == "0");
        CHECK(decimal{50} == decimal{"50"});
        CHECK(decimal{50} != decimal{"50.00"});
    }

    TEST_CASE("decimal: refuses what is no plain number of at most 18 digits")
    {
        for (std::string_view const text : {""sv,
                                            "-"sv,
                                            "."sv,
                                            "-."sv,
                                            "5."sv,
                                            ".5"sv,
                                            "-.5"sv,
                                            "+5"sv,
                                            "--5"sv,
                                            "05"sv,
                                            "-0"sv,
                                            "-0.00"sv,
                                            "00"sv,
                                            "-05.1"sv,
                                            "5.0.0"sv,
                                            "5,0"sv,
                                            "5e2"sv,
                                            "5E2"sv,
                                            "1e"sv,
                                            " 5"sv,
                                            "5 "sv,
                                            "5. 0"sv,
                                            "5.-0"sv,
                                            "0x5"sv,
                                            "1'000"sv,
                                            "NaN"sv,
                                            "inf"sv,
                                            "five"sv,
                                            "5\0"sv,
                                            "٥"sv,
                                            "1234567890123456789"sv,
                                            "1.234567890123456789"sv,
                                            "0.000000000000000001"sv}) {
            CAPTURE(text);
            auto const parsed = decimal::parse(text);
            REQUIRE(parsed.has_error());
            CHECK(parsed.error().code() == tollgate::errc::invalid_decimal);
            CHECK(parsed.error().is_not_sent());
            CHECK_FALSE(parsed.error().has_outcome());
        }
    }

    TEST_CASE("decimal: a whole number has at most 18 digits too")
    {
        CHECK(decimal{999'999'999'999'999'999}.digits() == 999'999'999'999'999'999);
        CHECK(decimal{-999'999'999'999'999'999}.text() == "-999999999999999999");
        CHECK_THROWS_AS(decimal{1'000'000'000'000'000'000}, std::out_of_range);
        CHECK_THROWS_AS(decimal{-1'000'000'000'000'000'000}, std::out_of_range);
        CHECK_THROWS_AS(decimal{std::numeric_limits<std::uint64_t>::max()}, std::out_of_range);
    }
}
