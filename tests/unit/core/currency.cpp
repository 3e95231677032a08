// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/currency.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <limits>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using tollgate::currency;
using tollgate::decimal;
using tollgate::errc;
using tollgate::minor_units;
using tollgate::to_decimal;
using tollgate::to_minor;

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

static_assert(currency{"KZT"}.places() == 2 && currency{"JPY"}.places() == 0);
static_assert(currency{"USDT", 6}.places() == 6 && currency{"USDT", 6}.code() == "USDT");
static_assert(!std::constructible_from<currency, std::string>, "not checked: goes through of()");
static_assert(!std::default_initializable<currency>);

std::int64_t minor(std::string_view text, currency const &in)
{
    return to_minor(decimal::parse(text).value(), in).value().count();
}
std::string major(std::int64_t count, currency const &in)
{
    return to_decimal(count, in).value().text();
}

template <class T>
void check_refused(tollgate::result<T> const &got, errc code, std::string_view part_of_sentence)
{
    REQUIRE(got.has_error());
    auto const error = got.error();
    CHECK(error.code() == code);
    CHECK(error.is_not_sent());
    CHECK_FALSE(error.has_outcome());
    CHECK(error.message().find(part_of_sentence) != std::string::npos);
}

/// Of any length, so that short amounts are as likely as long ones.
std::int64_t amount_up_to(std::int64_t limit, std::mt19937_64 &random)
{
    std::int64_t const top = limit >> std::uniform_int_distribution<int>{0, 62}(random);
    return std::uniform_int_distribution<std::int64_t>{0, top}(random);
}

} // namespace

TEST_SUITE("tollgate.core.currency")
{
    TEST_CASE("currency: each active code of ISO 4217 has its decimal places")
    {
        struct {
            std::string_view code;
            unsigned places;
        } const table[] = {{"KZT", 2}, {"RUB", 2}, {"EUR", 2}, {"USD", 2}, {"UZS", 2}, {"XAD", 2}, {"XCG", 2},
                           {"ZWG", 2}, {"AED", 2}, {"JPY", 0}, {"KRW", 0}, {"VND", 0}, {"BIF", 0}, {"XPF", 0},
                           {"CLP", 0}, {"ISK", 0}, {"UYI", 0}, {"BHD", 3}, {"KWD", 3}, {"TND", 3}, {"CLF", 4},
                           {"UYW", 4}, {"UYU", 2}, {"IDR", 2}, {"HUF", 2}, {"TWD", 2}, {"MGA", 2}};
        for (auto const &row : table) {
            CAPTURE(row.code);
            auto const found = currency::of(row.code);
            REQUIRE(found.has_value());
            CHECK(found->code() == row.code);
            CHECK(found->places() == row.places);
        }
    }

    TEST_CASE("currency: the table holds 165 codes, sorted, each once")
    {
        std::set<std::string_view> all;
        std::size_t count = 0;
        for (auto const &[places, codes] : tollgate::detail::iso_4217) {
            CHECK(codes.size() % 4 == 3);
            std::string_view before;
            for (std::size_t at = 0; at < codes.size(); at += 4, ++count) {
                std::string_view const code = codes.substr(at, 3);
                CHECK(before < code);
                CHECK(std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; }));
                CHECK((at + 3 == codes.size() || codes[at + 3] == ' '));
                all.insert(code);
                before = code;
            }
        }
        CHECK(count == 165);
        CHECK(all.size() == count);
    }

    TEST_CASE("currency: what ISO 4217 does not list as active needs its decimal places")
    {
        for (std::string_view const code :
             {"USDT", "BTC", "",    "K",   "kzt", "KZT ", " KZT", "KZTT", "ZT ", "T K",
              "BGN",  "ANG", "CUC", "HRK", "ZWL", "RUR",  "XAU",  "XDR",  "XTS", "XXX"}) {
            CAPTURE(code);
            check_refused(currency::of(code), errc::unknown_currency, "currency{\"USDT\", 6}");
        }
        CHECK(currency{"USDT", 6}.code() == "USDT");
        CHECK(currency{"USDT_TRC20-x.1", 17}.places() == 17);
        CHECK(currency{"UGX", 2}.places() == 2); // as some gateways have it
        CHECK(currency{"UGX", 2} != currency{"UGX"});
        CHECK(currency{"UGX", 0} == currency{"UGX"});
    }

    TEST_CASE("currency: a code of other characters, or an impossible number of places, is a mistake in the "
              "program")
    {
        for (std::string_view const code : {"", "A234567890123456", "US$", "a b", "a\n", "\xE2\x82\xBD"}) {
            CAPTURE(code);
            CHECK_THROWS_AS((currency{code, 2}), std::invalid_argument);
        }
        CHECK_NOTHROW(currency{"A23456789012345", 0});
        CHECK_THROWS_AS((currency{"ETH", 18}), std::invalid_argument);
        CHECK_THROWS_AS((currency{"ETH", 256}), std::invalid_argument);
    }

    TEST_CASE("money: an amount becomes minor units by the currency's decimal places")
    {
        CHECK(minor("50.00", "KZT") == 5000);
        CHECK(minor("50.0", "KZT") == 5000);
        CHECK(minor("50", "KZT") == 5000);
        CHECK(minor("0.05", "KZT") == 5);
        CHECK(minor("0", "KZT") == 0);
        CHECK(minor("0.00", "KZT") == 0);
        CHECK(minor("1000", "JPY") == 1000);
        CHECK(minor("1.5", "KWD") == 1500);
        CHECK(minor("1.2345", "CLF") == 12345);
        CHECK(minor("1.000001", {"USDT", 6}) == 1'000'001);
    }

    TEST_CASE("money: minor units become an amount with all of the currency's decimal places")
    {
        CHECK(major(5000, "KZT") == "50.00");
        CHECK(major(5, "KZT") == "0.05");
        CHECK(major(0, "KZT") == "0.00");
        CHECK(major(1000, "JPY") == "1000");
        CHECK(major(0, "JPY") == "0");
        CHECK(major(1500, "KWD") == "1.500");
        CHECK(major(12345, "CLF") == "1.2345");
        CHECK(major(1, {"USDT", 6}) == "0.000001");
        CHECK(major(1, {"ETH", 17}) == "0.00000000000000001");
    }

    TEST_CASE("money: more decimal places than the currency has are refused, zeros included")
    {
        check_refused(to_minor(decimal{"50.001"}, "KZT"), errc::excess_precision,
                      "The amount has 3 decimal places, but KZT has 2 decimal places; round");
        check_refused(to_minor(decimal{"50.000"}, "KZT"), errc::excess_precision, "round");
        check_refused(to_minor(decimal{"1000.0"}, "JPY"), errc::excess_precision,
                      "The amount has 1 decimal place, but JPY has 0 decimal places");
        check_refused(to_minor(decimal{"0.00001"}, "CLF"), errc::excess_precision, "CLF");
    }

    TEST_CASE("money: a negative amount is refused, before anything else is looked at")
    {
        check_refused(to_minor(decimal{-1}, "KZT"), errc::negative_amount, "negative");
        check_refused(to_minor(decimal{"-0.001"}, "KZT"), errc::negative_amount, "negative");
        check_refused(to_minor(decimal{-decimal::max_digits}, {"ETH", 17}), errc::negative_amount,
                      "negative");
    }

    TEST_CASE("money: what does not fit is refused, and what just fits is not")
    {
        CHECK(minor("92233720368547758", "KZT") == 9'223'372'036'854'775'800);
        check_refused(to_minor(decimal{"92233720368547759"}, "KZT"), errc::amount_too_large, "63 bits");
        check_refused(to_minor(decimal{decimal::max_digits}, {"ETH", 17}), errc::amount_too_large, "ETH");
        CHECK(minor("999999999999999.999", "KWD") == decimal::max_digits);
        CHECK(minor("999999999999999999", "JPY") == decimal::max_digits);

        CHECK(major(decimal::max_digits, "KZT") == "9999999999999999.99");
        CHECK(major(decimal::max_digits, {"ETH", 17}) == "9.99999999999999999");
        check_refused(to_decimal(decimal::max_digits + 1, "KZT"), errc::amount_too_large, "18 digits");
        check_refused(to_decimal(most, "JPY"), errc::amount_too_large, "18 digits");
    }

    TEST_CASE("money: minor units survive the way to an amount and back, whatever the decimal places")
    {
        std::mt19937_64 random{4217};
        for (unsigned places = 0; places <= currency::max_places; ++places) {
            currency const in{"TEST", places};
            for (int round = 0; round != 500; ++round) {
                minor_units const amount = amount_up_to(decimal::max_digits, random);
                CAPTURE(amount.count());
                auto const text = to_decimal(amount, in);
                REQUIRE(text.has_value());
                CHECK(text->scale() == places);
                CHECK(decimal::parse(text->text()).value() == *text);
                auto const back = to_minor(*text, in);
                REQUIRE(back.has_value());
                CHECK(*back == amount);
            }
        }
    }

    TEST_CASE("money: an amount survives the way to minor units and back, at full scale")
    {
        std::mt19937_64 random{1978};
        for (unsigned places = 0; places <= currency::max_places; ++places) {
            currency const in{"TEST", places};
            for (unsigned scale = 0; scale <= places; ++scale) {
                std::int64_t zeros = 1;
                for (unsigned more = scale; more != places; ++more)
                    zeros *= 10;
                for (int round = 0; round != 20; ++round) {
                    std::int64_t const digits = amount_up_to(decimal::max_digits / zeros, random);
                    auto const amount = tollgate::detail::decimal_maker::make(digits, scale);
                    CAPTURE(amount.text());
                    std::string full = amount.text();
                    if (scale == 0 && places != 0) full += '.';
                    full.append(places - scale, '0');
                    auto const count = to_minor(amount, in);
                    REQUIRE(count.has_value());
                    CHECK(count->count() == digits * zeros);
                    CHECK(to_decimal(*count, in).value().text() == full);
                }
            }
        }
    }

    TEST_CASE("money: an amount with its currency is the same however a gateway writes it")
    {
        using tollgate::money;
        using tollgate::money_of;
        money const due{5000, currency{"RUB"}};
        CHECK(money_of(decimal{"50.00"}, "RUB").value() == due);
        CHECK(money_of(decimal{"50"}, "RUB").value() == due);
        CHECK(money_of(minor_units{5000}, "RUB").value() == due);
        CHECK(money_of(decimal{"50"}, currency{"RUB"}).value() == due);
        CHECK(money_of(decimal{"50.00"}, "KZT").value() != due);
        CHECK(money_of(decimal{"49.99"}, "RUB").value() != due);
        CHECK(money_of(decimal{"0.005"}, currency{"USDT", 6}).value().amount == minor_units{5000});
        check_refused(money_of(decimal{"50.001"}, "RUB"), errc::excess_precision, "RUB");
        check_refused(money_of(decimal{"-1"}, "RUB"), errc::negative_amount, "negative");
        CHECK(money_of(decimal{"50"}, "rub").value() == due); // as some gateways write it
        CHECK(money_of(minor_units{5000}, "Rub").value() == due);
        check_refused(money_of(decimal{"50"}, "rubl"), errc::unknown_currency, "ISO 4217");
        check_refused(money_of(decimal{"50"}, ""), errc::unknown_currency, "ISO 4217");
        check_refused(money_of(minor_units{50}, "USDT"), errc::unknown_currency, "ISO 4217");
    }
}
