// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/amounts.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

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
    static constexpr std::chrono::seconds patience{30};
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
    }

    TEST_CASE("amounts: another fault of the message is named first")
    {
        std::string message;
        refused_for(account_in("KZT"), {.amount = decimal{"1.001"}, .note = "\n"}, errc::control_character,
                    message);
    }
}
