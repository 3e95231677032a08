// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Stripe, played by the sandbox from its description and a table.

#include <tollgate/sandbox/gateway.hpp>
#include <tollgate/sandbox/stripe.hpp>

#include <tollgate/client.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace sandbox = tollgate::sandbox;
namespace stripe = tollgate::stripe;
using tollgate::errc;
using tollgate::idempotency_key;

stripe::account shop_at_stripe(std::string_view key = "sk_test_1")
{
    return {.secret_key = tollgate::secret{key}, .webhook_secret = tollgate::secret{"whsec_1"}};
}

struct stripe_world {
    sandbox::gateway<stripe::account> gateway{shop_at_stripe()};
    tollgate::client<stripe::account> client{shop_at_stripe(), gateway.transport()};

    [[nodiscard]] static idempotency_key once()
    {
        static int count = 0;
        return idempotency_key{"key-" + std::to_string(++count)};
    }
    [[nodiscard]] static stripe::create_payment_intent order(std::int64_t amount = 1099)
    {
        return {.once = once(), .amount = amount, .currency = "eur"};
    }
    [[nodiscard]] std::string balance() const { return gateway.balance<stripe::account>("eur").text(); }
};

/// The gateway's code of a refusal.
template <class Result>
std::string code_of(Result const &got)
{
    REQUIRE(got.has_error());
    CHECK(got.error().is_refused());
    return std::string{got.error().gateway().value().code};
}

} // namespace

TEST_SUITE("the sandbox: Stripe")
{
    TEST_CASE("a payment is made, changed, tried with a card that is declined, tried again, and shown")
    {
        stripe_world w;
        auto order = w.order();
        order.description = "A book";
        order.metadata = stripe::metadata{{{.name = "order", .text = "17"}}};
        auto const made = w.client.send(order);
        REQUIRE(made.has_value());
        CHECK(made->id->starts_with("pi_"));
        CHECK((*made->status == "requires_payment_method"));
        CHECK(made->amount->count() == 1099);
        CHECK(*made->description == "A book");
        CHECK(!*made->livemode);

        std::string const id = *made->id;
        CHECK(w.client.send(stripe::update_payment_intent{.id = id, .once = w.once(), .amount = 1200})
                  .value()
                  .amount->count() == 1200);
        auto const declined = w.client.send(stripe::confirm_payment_intent{
            .id = id, .once = w.once(), .payment_method = "pm_card_visa_chargeDeclinedInsufficientFunds"});
        CHECK(code_of(declined) == "card_declined");
        CHECK(declined.error().http_status() == 402);
        auto const after = w.client.send(stripe::show_payment_intent{.id = id}).value();
        CHECK((*after.status == "requires_payment_method"));
        CHECK(*after.last_payment_error->decline_code == "insufficient_funds");
        CHECK(w.balance() == "0");

        auto const paid = w.client.send(
            stripe::confirm_payment_intent{.id = id, .once = w.once(), .payment_method = "pm_card_visa"});
        REQUIRE(paid.has_value());
        CHECK((*paid->status == "succeeded"));
        CHECK(paid->amount_received->count() == 1200);
        CHECK(!paid->last_payment_error.has_value());
        CHECK(w.balance() == "1200");
        CHECK(w.client.send(stripe::show_payment_intent{.id = id})->metadata->pairs.find("order")->text ==
              "17");
        CHECK(code_of(w.client.send(stripe::cancel_payment_intent{.id = id, .once = w.once()})) ==
              "payment_intent_unexpected_state");
    }
}
