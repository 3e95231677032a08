// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>
#include <tollgate/testing.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

/// A gateway that writes money in several shapes.
namespace wimbrel {

using namespace tollgate::signing::words;

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

inline constexpr auto rule = in_field<"sign">(
    hex(hmac_sha256(key, join("&", name + "=" + value, fields | but<"sign"> | flattened<".">))));

} // namespace wimbrel

template <>
struct tollgate::provider_traits<wimbrel::account> {
    static constexpr std::string_view name = "Wimbrel";
    static constexpr std::string_view host = "wimbrel.example";
    static constexpr auto request_signature = tollgate::signing::words::not_signed;
    static constexpr auto response_signature = tollgate::signing::words::not_signed;
    static constexpr auto callback_signature = wimbrel::rule;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    using from_account = picks<>;
};

namespace wimbrel {

using tollgate::letters;
using tollgate::unit;
using major = tollgate::shaped_money<"value", "currency", unit::major_text>;
using minor = tollgate::shaped_money<"total", "currency">;
using number = tollgate::shaped_money<"value", "currency_code", unit::major, letters::small>;
using beside = tollgate::money_beside<"currency", unit::minor, letters::small>;

struct item {
    tollgate::required<"price", major> price;
};
struct payment {
    tollgate::required<"amount", major> amount;
    tollgate::optional<"refunded", major> refunded{};
    tollgate::optional<"total", minor> total{};
    tollgate::unlisted more{};
};
struct intent {
    tollgate::required<"amount", beside> amount;
    tollgate::required<"id", std::string> id;
};
struct balance {
    tollgate::optional<"amount", beside> amount{};
    tollgate::unlisted more{};
};
struct pay {
    tollgate::required<"amount", major> amount;
    tollgate::optional<"total", minor> total{};
    tollgate::optional<"plain", number> plain{};
    tollgate::optional<"items", std::vector<item>> items{};

    using account = wimbrel::account;
    using endpoint = tollgate::post_json<"/pay">;
    using response = payment;
};
struct create_intent {
    tollgate::required<"amount", beside> amount;
    tollgate::optional<"note", std::string> note{};

    using account = wimbrel::account;
    using endpoint = tollgate::post_form<"/intents">;
    using response = intent;
};
struct ask_balance {
    using account = wimbrel::account;
    using endpoint = tollgate::get<"/balance", tollgate::effect::reads>;
    using response = balance;
};
struct paid {
    tollgate::required<"id", std::string> id;
    tollgate::required<"amount", major> amount;
    tollgate::required<"fee", beside> fee;

    using account = wimbrel::account;
};

} // namespace wimbrel

namespace {

using tollgate::errc;
using tollgate::money;

wimbrel::account shop()
{
    return {.shop = "s", .key = tollgate::secret{"k"}};
}
template <class Message>
std::string body_of(Message const &message)
{
    auto const made = tollgate::make_request(shop(), message);
    REQUIRE(made.has_value());
    return std::string{made->body()};
}
tollgate::result<wimbrel::payment> answered(std::string_view body)
{
    return tollgate::read_response<wimbrel::pay>(shop(), 200, body);
}

} // namespace

TEST_SUITE("tollgate.money_shape")
{
    TEST_CASE("shaped_money: is written as the gateway does, with the places of its own currency")
    {
        CHECK(body_of(wimbrel::pay{.amount = money{1099, "EUR"}}) ==
              R"({"amount":{"value":"10.99","currency":"EUR"}})");
        CHECK(
            body_of(wimbrel::pay{.amount = money{1099, "JPY"},
                                 .total = money{1099, "EUR"},
                                 .plain = money{5, "KWD"},
                                 .items = std::vector{wimbrel::item{.price = money{0, "EUR"}}}}) ==
            R"({"amount":{"value":"1099","currency":"JPY"},"total":{"total":1099,"currency":"EUR"},)"
            R"("plain":{"value":0.005,"currency_code":"kwd"},"items":[{"price":{"value":"0.00","currency":"EUR"}}]})");
        CHECK(body_of(wimbrel::pay{.amount = money{100, tollgate::currency{"USDT", 6}}}) ==
              R"({"amount":{"value":"0.000100","currency":"USDT"}})");
        CHECK(body_of(wimbrel::pay{.amount = money{std::numeric_limits<std::int64_t>::max(), "EUR"}}) ==
              R"({"amount":{"value":"92233720368547758.07","currency":"EUR"}})");
    }

    TEST_CASE("shaped_money: what arrives is the same money, whatever the shape")
    {
        auto const answer = answered(
            R"({"amount":{"value":"10.99","currency":"EUR"},"refunded":{"value":5,"currency":"jpy"},)"
            R"("total":{"total":"7","currency":"EUR"}})");
        REQUIRE(answer.has_value());
        CHECK(answer->amount == money{1099, "EUR"});
        CHECK(answer->amount->amount == tollgate::minor_units{1099});
        CHECK(answer->amount->in.code() == "EUR");
        CHECK(answer->refunded == money{5, "JPY"});
        CHECK(answer->total == money{7, "EUR"});
        money const plain = answer->amount;
        CHECK(plain.in.places() == 2);
    }

    TEST_CASE("shaped_money: an amount that does not fit its own currency does not convert")
    {
        for (std::string_view const amount :
             {R"({"value":"10.999","currency":"EUR"})", R"({"value":"10.9","currency":"JPY"})",
              R"({"value":"-1.00","currency":"EUR"})", R"({"value":"1e3","currency":"EUR"})",
              R"({"value":"1.00","currency":"XYZ"})", R"({"value":"1.00","currency":""})",
              R"({"value":"1.00"})", R"({"currency":"EUR"})", R"("1.00")", "[]",
              R"({"value":"99999999999999999999","currency":"EUR"})"}) {
            CAPTURE(amount);
            auto const needed = answered("{\"amount\":" + std::string{amount} + "}");
            REQUIRE(needed.has_error());
            auto const left_out = answered(R"({"amount":{"value":"1.00","currency":"EUR"},"refunded":)" +
                                           std::string{amount} + "}");
            REQUIRE(left_out.has_value());
            CHECK_FALSE(left_out->refunded.has_value());
            CHECK(left_out->refunded.unreadable());
            CHECK(left_out->more.find("refunded") != nullptr);
        }
    }

    TEST_CASE("money_beside: the field's name is the amount's, and the currency stands beside it")
    {
        CHECK(body_of(wimbrel::create_intent{.amount = money{1099, "EUR"}, .note = "n"}) ==
              "amount=1099&currency=eur&note=n");
        auto const answer = tollgate::read_response<wimbrel::create_intent>(
            shop(), 200, R"({"id":"1","amount":1099,"currency":"eur"})");
        REQUIRE(answer.has_value());
        CHECK(answer->amount == money{1099, "EUR"});
        CHECK(tollgate::read_response<wimbrel::create_intent>(shop(), 200, R"({"id":"1","amount":1099})")
                  .error()
                  .code() == errc::missing_field);
    }

    TEST_CASE("money_beside: one that may be left out is there as a whole, or unreadable")
    {
        auto const read = [](std::string_view body) {
            auto const answer = tollgate::read_response<wimbrel::ask_balance>(shop(), 200, body);
            REQUIRE(answer.has_value());
            return *answer;
        };
        CHECK(read(R"({"amount":5,"currency":"usd"})").amount == money{5, "USD"});
        auto const none = read("{}");
        CHECK_FALSE(none.amount.has_value());
        CHECK_FALSE(none.amount.unreadable());
        for (std::string_view const body :
             {R"({"amount":5})", R"({"currency":"usd"})", R"({"amount":5,"currency":"abc"})",
              R"({"amount":5.5,"currency":"usd"})"}) {
            CAPTURE(body);
            auto const part = read(body);
            CHECK_FALSE(part.amount.has_value());
            CHECK(part.amount.unreadable());
            CHECK_FALSE(part.more.empty());
        }
    }

    TEST_CASE("money: a callback's signature covers its two fields, and it is received as it was sent")
    {
        auto const sent = tollgate::signed_callback(
            shop(), wimbrel::paid{.id = "7", .amount = money{1099, "EUR"}, .fee = money{10, "EUR"}});
        REQUIRE(sent.has_value());
        auto const told = tollgate::receive<wimbrel::paid>(shop(), sent->body, sent->views());
        REQUIRE(told.has_value());
        CHECK((*told)->amount == money{1099, "EUR"});
        CHECK((*told)->fee == money{10, "EUR"});
        std::string forged = sent->body;
        forged.replace(forged.find("10.99"), 5, "99.99");
        CHECK(tollgate::receive<wimbrel::paid>(shop(), forged, sent->views()).error().code() ==
              errc::signature_mismatch);
    }
}
