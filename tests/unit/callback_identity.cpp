// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/callback/identity.hpp>

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/standard_webhooks.hpp>

#include <doctest/doctest.h>
#include <support/gateways.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace cactus = tollgate::cactus;
namespace one_payment = tollgate::one_payment;
namespace test = tollgate::test;
using tollgate::identity_of;

one_payment::payment_callback payment(std::string order, one_payment::status status)
{
    return {.payment_type = "sbp",
            .order_id = std::move(order),
            .project_id = 5678,
            .status = status,
            .merchant_price = 50,
            .currency = "RUB",
            .user_data = "order-1"};
}

cactus::invoice_callback invoice(std::string id, std::int64_t status)
{
    return {.site_id = 1,
            .site_login = "payer",
            .status = status,
            .invoice_id = std::move(id),
            .amount = 8000,
            .received_amount = 8000,
            .currency = "USD",
            .received_currency = "USD",
            .method = "card"};
}

/// Two texts of which one gateway could make one, if they were only joined.
struct pair_callback {
    tollgate::optional<"a", std::string> a{};
    tollgate::optional<"b", std::string> b{};

    using account = one_payment::account;
    using identity = tollgate::picks<"a", "b">;
};

/// Texts that count as one.
template <class Alike>
struct states_callback {
    tollgate::required<"state", tollgate::open_enum<"paid", "refunded">> state;
    tollgate::constant<"kind", "payment"> kind{};
    tollgate::optional<"any", std::string> any{};

    using account = one_payment::account;
    using identity = tollgate::picks<"state", "kind", "any">;
    using same_identity = Alike;
};
template <tollgate::fixed_string... Texts>
constexpr std::string_view said_of =
    tollgate::detail::first_wrong_alike<states_callback<tollgate::alike<Texts...>>>();
static_assert(said_of<"state", "paid", "refunded"> == "" && said_of<"any", "a", "b"> == "");
static_assert(said_of<"state", "paid", "refundet"> == "refundet" &&
              said_of<"state", "paid", "paid"> == "paid");
static_assert(said_of<"any", "a", "b", "a"> == "a" && said_of<"kind", "payment", "refund"> == "refund");
static_assert(said_of<"state"> == "same_identity" && said_of<"any", "a"> == "same_identity");
static_assert(said_of<"any", "a", ""> == "same_identity");

/// The same content as another kind of message.
struct other_pair_callback {
    tollgate::optional<"a", std::string> a{};
    tollgate::optional<"b", std::string> b{};

    using account = one_payment::account;
    using identity = tollgate::picks<"a", "b">;
};

/// What it is known again by lies in objects, and depends on what happened.
struct told {
    tollgate::required<"id", std::string> id;
    tollgate::optional<"state", std::int64_t> state{};
};
struct payment_told {
    tollgate::constant<"type", "payment"> type{};
    tollgate::required<"data", told> data;
};
struct other_told {
    tollgate::required<"type", std::string> type;
};
struct event {
    tollgate::choice_of<payment_told, other_told> what;

    using account = tollgate::standard_webhooks::account;
    [[maybe_unused]] static constexpr bool body_is_opaque = false;
    using identity = tollgate::picks<"type", "data.id", "data.state">;
};
static_assert(tollgate::detail::has_identity<event>);

struct nameless {
    tollgate::required<"a", std::string> a;
    using account = one_payment::account;
};
struct misspelt {
    tollgate::required<"a", std::string> a;
    using account = one_payment::account;
    using identity = tollgate::picks<"A">;
};
static_assert(tollgate::detail::has_identity<pair_callback>);
static_assert(!tollgate::detail::has_identity<nameless>);
static_assert(!tollgate::detail::has_identity<misspelt>);

} // namespace

TEST_SUITE("tollgate.callback_identity")
{
    TEST_CASE("identity: it is the gateway, the type, the account and what the callback declares")
    {
        CHECK(identity_of(test::one_payment_account(), payment("8p3b", one_payment::status::success)) ==
              "8:1Payment16:payment_callback1:24:12344:56784:8p3b1:32:50");
        CHECK(identity_of(test::cactus_account(), invoice("905910", 2)) ==
              "6:Cactus16:invoice_callback1:28:merch_id1:16:9059101:24:80003:USD");
    }

    TEST_CASE("identity: another status, another order and another account are other callbacks")
    {
        auto const success = payment("8p3b", one_payment::status::success);
        auto account = test::one_payment_account();
        std::set<std::string> const all{
            identity_of(account, success),
            identity_of(account, payment("8p3b", one_payment::status::failure)),
            identity_of(account, payment("8p3c", one_payment::status::success)),
            identity_of(one_payment::account{.partner_id = 1234,
                                             .project_id = 5679,
                                             .api_key = tollgate::secret{test::one_payment_key}},
                        success)};
        CHECK(all.size() == 4);
    }

    TEST_CASE("identity: it may lie inside of objects, and of what happened")
    {
        tollgate::standard_webhooks::account const merchant{
            .secret = tollgate::secret{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}};
        auto const of = [&merchant](std::string id, tollgate::optional<"state", std::int64_t> state = {}) {
            return identity_of(
                merchant, event{.what = payment_told{.data = told{.id = std::move(id), .state = state}}});
        };
        std::set<std::string> const all{of("1"), of("2"), of("1", 3), of("1", 4),
                                        identity_of(merchant, event{.what = other_told{.type = "payment"}})};
        CHECK(all.size() == 5);
        CHECK(of("1", 3).ends_with("7:payment1:11:3"));
    }

    TEST_CASE("identity: another amount is another callback, written otherwise it is the same")
    {
        auto const refund_of = [](tollgate::decimal amount) {
            auto refund = payment("8p3b", one_payment::status::refund);
            refund.merchant_price = amount;
            return identity_of(test::one_payment_account(), refund);
        };
        using tollgate::decimal;
        CHECK(refund_of(decimal{"10.00"}) != refund_of(decimal{"20.00"}));
        CHECK(refund_of(decimal{"10"}) != refund_of(decimal{"100"}));
        CHECK(refund_of(decimal{"0.10"}) != refund_of(decimal{"0.01"}));
        CHECK(refund_of(decimal{"10.00"}) == refund_of(decimal{"10"}));
        CHECK(refund_of(decimal{"10.50"}) == refund_of(decimal{"10.5"}));
        CHECK(refund_of(decimal{"0.00"}) == refund_of(decimal{"0"}));
        auto const part_of = [](std::int64_t received) {
            auto part = invoice("905910", 2);
            part.received_amount = received;
            return identity_of(test::cactus_account(), part);
        };
        CHECK(part_of(8000) != part_of(80));
        CHECK(part_of(8000) == part_of(8000));
        auto in_dollars = invoice("905910", 2);
        auto in_tenge = in_dollars;
        in_dollars.received_currency = "USD";
        in_tenge.received_currency = "KZT";
        CHECK(identity_of(test::cactus_account(), in_dollars) !=
              identity_of(test::cactus_account(), in_tenge));
        auto const state_with = [](tollgate::optional<"merchant_price", decimal> price) {
            return identity_of(test::one_payment_account(),
                               one_payment::payment_status{.order_id = "8p3b",
                                                           .status = one_payment::status::refund,
                                                           .merchant_price = price});
        };
        CHECK(state_with(decimal{"10.00"}) != state_with(decimal{"20.00"}));
        CHECK(state_with(std::nullopt) != state_with(decimal{"20.00"}));
    }

    TEST_CASE("identity: another type of callback with the same content is another callback")
    {
        auto const account = test::one_payment_account();
        CHECK(identity_of(account, pair_callback{.a = "x"}) !=
              identity_of(account, other_pair_callback{.a = "x"}));
    }

    TEST_CASE("identity: fields that are not declared, and a new key, change nothing")
    {
        auto const success = payment("8p3b", one_payment::status::success);
        auto again = payment("8p3b", one_payment::status::success);
        again.status_time = "later";
        auto const rotated = test::one_payment_account(tollgate::secret{"another key"});
        CHECK(identity_of(test::one_payment_account(), success) == identity_of(rotated, again));
    }

    TEST_CASE("identity: no two lists of texts look alike")
    {
        std::vector<std::string> const texts{"x", "xx", "1:", "1:x", "x1:x", "-", "1:-", "2:xx", "0:", "12"};
        std::set<std::string> seen;
        std::size_t count = 0;
        auto const add = [&](pair_callback const &pair) {
            ++count;
            seen.insert(identity_of(test::one_payment_account(), pair));
        };
        add({});
        for (std::string const &a : texts) {
            add({.a = a});
            add({.b = a});
            for (std::string const &b : texts)
                add({.a = a, .b = b});
        }
        CHECK(seen.size() == count);
    }

    TEST_CASE("identity: a standard webhook is its id, whenever it is delivered")
    {
        namespace webhooks = tollgate::standard_webhooks;
        webhooks::account const endpoint{.secret = tollgate::secret{"whsec_AAAA"}};
        auto const first = identity_of(endpoint, webhooks::event{.id = "msg_1", .timestamp = 1});
        CHECK(first == identity_of(endpoint, webhooks::event{.id = "msg_1", .timestamp = 2}));
        CHECK(first != identity_of(endpoint, webhooks::event{.id = "msg_2", .timestamp = 1}));
    }
}
