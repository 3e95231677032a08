// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/message/amounts.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A gateway that does not exist, whose amounts are in its account's currency.
namespace godwit {

using tollgate::decimal;
using tollgate::optional;
using tollgate::required;

struct account {
    required<"shop", std::string> shop;
    required<"key", tollgate::secret> key;
    optional<"currency", std::string> currency{};
};

inline constexpr auto pairs = [] {
    using namespace tollgate::signing::words;
    return in_field<"sign">(hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | by_name) + key)));
}();

} // namespace godwit

template <>
struct tollgate::provider_traits<godwit::account> {
    static constexpr std::string_view name = "Godwit";
    static constexpr std::string_view host = "godwit.example";
    static constexpr auto request_signature = godwit::pairs;
    static constexpr auto response_signature = godwit::pairs;
    static constexpr auto callback_signature = godwit::pairs;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    static constexpr std::string_view amounts_in = "currency";
    using from_account = picks<"shop">;
};

namespace godwit {

struct done {
    required<"id", std::string> id;
};
struct pay {
    required<"amount", decimal> amount;
    optional<"fee", decimal> fee{};
    optional<"units", tollgate::minor_units> units{};
    optional<"note", std::string> note{};

    using account = godwit::account;
    using endpoint = tollgate::get<"/pay">;
    using response = done;
};

/// Amounts wherever a message can have them.
struct line {
    required<"price", decimal> price;
};
struct by_card {
    static constexpr std::string_view chosen_as = "card";
    required<"card_fee", decimal> fee;
};
struct at_once {
    required<"sum", decimal> sum;
};
struct in_parts {
    required<"part", decimal> part;
};
struct buy {
    required<"total", line> total;
    optional<"lines", std::vector<line>> lines{};
    tollgate::choice<"method", "details", by_card> method;
    tollgate::choice_of<at_once, in_parts> how;

    using account = godwit::account;
    using endpoint = tollgate::post_json<"/buy">;
    using response = done;
    static constexpr auto request_signature = tollgate::signing::words::not_signed;
};

} // namespace godwit

namespace {

using tollgate::decimal;
using tollgate::errc;

godwit::account account_in(tollgate::optional<"currency", std::string> currency)
{
    return {.shop = "s7", .key = tollgate::secret{"k"}, .currency = std::move(currency)};
}
std::string_view refused_for(godwit::account const &account, godwit::pay const &payment, errc code,
                             std::string &message)
{
    auto const made = tollgate::make_request(account, payment);
    REQUIRE(made.has_error());
    CHECK(made.error().code() == code);
    CHECK(made.error().is_not_sent());
    message = made.error().message();
    return message;
}

} // namespace

TEST_SUITE("tollgate.amounts")
{
    TEST_CASE("amounts: what fits the account's currency goes as it was given")
    {
        for (auto const &amount : {decimal{50}, decimal{"50.0"}, decimal{"50.00"}}) {
            CAPTURE(amount.text());
            auto const made = tollgate::make_request(
                account_in("KZT"), godwit::pay{.amount = amount, .fee = decimal{"1.5"}, .units = 150});
            REQUIRE(made.has_value());
            CHECK(made->target().find("amount=" + amount.text() + "&fee=1.5&") != std::string_view::npos);
            CHECK(made->target().find("currency") == std::string_view::npos);
        }
        CHECK(tollgate::make_request(account_in("KWD"), godwit::pay{.amount = decimal{"1.005"}}).has_value());
        CHECK(tollgate::make_request(account_in("JPY"), godwit::pay{.amount = 1000}).has_value());
    }

    TEST_CASE(
        "amounts: more decimal places than the account's currency has are refused, and the field is named")
    {
        std::string message;
        CHECK(refused_for(account_in("KZT"), {.amount = decimal{"50.001"}}, errc::excess_precision, message)
                  .starts_with("The amount `amount` has more decimal places than the account's currency"));
        CHECK(refused_for(account_in("JPY"), {.amount = decimal{"1000.0"}}, errc::excess_precision, message)
                  .find("`amount`") != std::string_view::npos);
        CHECK(refused_for(account_in("KZT"), {.amount = 50, .fee = decimal{"1.500"}}, errc::excess_precision,
                          message)
                  .find("`fee`") != std::string_view::npos);
        CHECK(refused_for(account_in("JPY"), {.amount = decimal{"1.5"}, .fee = decimal{"1.5"}},
                          errc::excess_precision, message)
                  .find("`amount`") != std::string_view::npos);
    }

    TEST_CASE("amounts: a currency that the library does not know is refused, and not repeated")
    {
        std::string message;
        for (std::string const code : {"USDT", "kzt", "RUR", "K\nT"})
            CHECK(refused_for(account_in(code), {.amount = 50}, errc::unknown_currency, message)
                      .starts_with(
                          "The account's `currency` is no active ISO 4217 code in capitals; correct it"));
    }

    TEST_CASE("amounts: without the account's currency an amount goes as it was given")
    {
        CHECK(
            tollgate::make_request(account_in({}), godwit::pay{.amount = decimal{"0.00000001"}}).has_value());
        CHECK(
            tollgate::make_request(account_in(""), godwit::pay{.amount = decimal{"0.00000001"}}).has_value());
    }

    TEST_CASE("amounts: those in objects, lists and alternatives are looked at too")
    {
        auto const order = [](decimal total, decimal price, decimal fee, decimal part) {
            return tollgate::make_request(
                account_in("KZT"),
                godwit::buy{.total = godwit::line{.price = total},
                            .lines = std::vector{godwit::line{.price = 1}, godwit::line{.price = price}},
                            .method = godwit::by_card{.fee = fee},
                            .how = godwit::in_parts{.part = part}});
        };
        decimal const fits{"1.50"};
        decimal const exceeds{"1.500"};
        CHECK(order(fits, fits, fits, fits).has_value());
        for (auto const &[made, name] : {std::pair{order(exceeds, fits, fits, fits), "`price`"},
                                         std::pair{order(fits, exceeds, fits, fits), "`price`"},
                                         std::pair{order(fits, fits, exceeds, fits), "`card_fee`"},
                                         std::pair{order(fits, fits, fits, exceeds), "`part`"}}) {
            CAPTURE(name);
            REQUIRE(made.has_error());
            CHECK(made.error().code() == errc::excess_precision);
            CHECK(made.error().message().find(name) != std::string::npos);
        }
    }

    TEST_CASE("amounts: minor units become a decimal by the account's currency")
    {
        CHECK(tollgate::to_decimal(5000, account_in("KZT")).value() == decimal{"50.00"});
        CHECK(tollgate::to_decimal(5000, account_in("JPY")).value() == decimal{"5000"});
        std::int64_t const due = 5;
        auto const made = tollgate::make_request(
            account_in("KWD"), godwit::pay{.amount = tollgate::to_decimal(due, account_in("KWD")).value()});
        CHECK(made.value().target().find("amount=0.005&") != std::string_view::npos);
        for (auto const &unknown : {account_in({}), account_in(""), account_in("kzt")}) {
            auto const failed = tollgate::to_decimal(5000, unknown);
            REQUIRE(failed.has_error());
            CHECK(failed.error().code() == errc::unknown_currency);
            CHECK(failed.error().message().starts_with("The account's `currency` is left out"));
            CHECK_FALSE(failed.error().has_outcome());
        }
    }

    TEST_CASE("amounts: another fault of the message is named first")
    {
        std::string message;
        refused_for(account_in("KZT"), {.amount = decimal{"1.001"}, .note = "\n"}, errc::control_character,
                    message);
    }
}
