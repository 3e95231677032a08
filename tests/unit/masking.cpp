// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Card numbers: in nothing that the library shows or says, whatever becomes of the message.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/request.hpp>

#include <support/accounts.hpp>

#include <doctest/doctest.h>

#include <exception>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>

namespace {

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;
namespace test = tollgate::test;
using tollgate::visibility;

template <class T>
concept streamable = requires(std::ostream &out, T const &value) { out << value; };
template <class Field>
constexpr bool is_kept_out_of_sight = Field::shown == visibility::masked && !streamable<Field>;

static_assert(is_kept_out_of_sight<decltype(cactus::pay_out::card::card_number)>);
static_assert(is_kept_out_of_sight<decltype(cactus::failed_invoice::card_number)>);
static_assert(is_kept_out_of_sight<decltype(one_payment::payout_to_card::destination)>);
static_assert(is_kept_out_of_sight<decltype(one_payment::payout_to_card::month)>);
static_assert(is_kept_out_of_sight<decltype(one_payment::payout_to_card::year)>);
static_assert(is_kept_out_of_sight<decltype(one_payment::payout_by_type::destination)>);
static_assert(is_kept_out_of_sight<decltype(one_payment::payment_callback::card_mask)>);
static_assert(is_kept_out_of_sight<decltype(one_payment::payment_status::card_mask)>);

constexpr std::string_view number = "4111111111111111";

cactus::payout to_card(std::string const &card)
{
    return {.site_login = "user_login",
            .request_id = "r-1",
            .amount = 500,
            .currency = "RUB",
            .method = cactus::pay_out::card{.card_number = card}};
}
one_payment::init_payout to_the_same(std::string const &card)
{
    return {.amount = 50, .to = one_payment::payout_to_card{.destination = card}, .user_data = "p1"};
}

template <class Account, class Message>
std::string everything_shown(Account const &account, Message const &message)
{
    auto const made = tollgate::make_request(account, message);
    std::ostringstream text;
    if (made) {
        text << made->canonical();
    } else {
        text << made.error() << made.error().message();
        try {
            made.value();
        } catch (std::exception const &thrown) {
            text << thrown.what();
        }
    }
    return text.str();
}

} // namespace

TEST_SUITE("tollgate.masking")
{
    TEST_CASE("masking: a card number is sent, and shown in no signed text")
    {
        std::string const card{number};
        auto const payout = tollgate::make_request(test::cactus_account(), to_card(card)).value();
        CHECK(payout.body().find(number) != std::string::npos);
        CHECK(payout.canonical().find("card_number:[masked]") != std::string::npos);
        CHECK(payout.canonical().find(number) == std::string::npos);
        auto const other = tollgate::make_request(test::one_payment_account(), to_the_same(card)).value();
        CHECK(other.target().find(number) != std::string::npos);
        CHECK(other.canonical().find("destination=[masked]") != std::string::npos);
        CHECK(other.canonical().find(number) == std::string::npos);
    }

    TEST_CASE("masking: an error or exception about a card number does not repeat it")
    {
        for (std::string const &spoiled : {std::string{number} + "\n", std::string{number} + ";amount:1",
                                           std::string{number} + "&amount=1", std::string{number} + "\xff"}) {
            CAPTURE(spoiled);
            auto const of_cactus = everything_shown(test::cactus_account(), to_card(spoiled));
            auto const of_one_payment = everything_shown(test::one_payment_account(), to_the_same(spoiled));
            CHECK_FALSE(of_cactus.empty());
            CHECK_FALSE(of_one_payment.empty());
            CHECK(of_cactus.find("4111") == std::string::npos);
            CHECK(of_one_payment.find("4111") == std::string::npos);
        }
    }
}
