// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Stripe, played by the sandbox from its description and a table.

#include <tollgate/sandbox/gateway.hpp>
#include <tollgate/sandbox/history_page.hpp>
#include <tollgate/sandbox/stripe.hpp>

#include <tollgate/client.hpp>
#include <tollgate/listener.hpp>

#include <doctest/doctest.h>
#include <support/mailbox.hpp>
#include <support/refusal.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace sandbox = tollgate::sandbox;
namespace stripe = tollgate::stripe;
using tollgate::errc;
using tollgate::idempotency_key;
using tollgate::test::code_of;

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

    TEST_CASE("a payment that is only authorized is captured in part, and given back in parts")
    {
        stripe_world w;
        auto order = w.order();
        order.capture_method = "manual";
        order.payment_method = "pm_card_visa";
        order.confirm = true;
        auto const held = w.client.send(order).value();
        CHECK((*held.status == "requires_capture"));
        CHECK(held.amount_capturable->count() == 1099);
        CHECK(w.balance() == "0");
        std::string const id = *held.id;
        auto const take = [&](std::int64_t amount) {
            return w.client.send(
                stripe::capture_payment_intent{.id = id, .once = w.once(), .amount_to_capture = amount});
        };
        CHECK(code_of(take(1100)) == "amount_too_large");
        CHECK(take(1000)->amount_received->count() == 1000);
        CHECK(code_of(take(1)) == "payment_intent_unexpected_state");
        CHECK(w.balance() == "1000");

        auto const give_back = [&](std::optional<std::int64_t> amount) {
            stripe::create_refund all{.once = w.once(),
                                      .of = stripe::of_payment_intent{.payment_intent = id}};
            if (amount) all.amount = *amount;
            return w.client.send(all);
        };
        auto const part = give_back(400);
        REQUIRE(part.has_value());
        CHECK((*part->status == "succeeded"));
        CHECK(*part->payment_intent == id);
        CHECK(code_of(give_back(601)) == "charge_already_refunded");
        CHECK(give_back(std::nullopt)->amount->count() == 600);
        CHECK(w.balance() == "0");
        CHECK(w.client.send(stripe::show_refund{.id = *part->id})->amount->count() == 400);
        auto const list = w.client.send(stripe::list_refunds{.payment_intent = id, .limit = 1}).value();
        CHECK(list.data->size() == 1);
        CHECK(*list.has_more);
        auto const rest = w.client.send(
            stripe::list_refunds{.payment_intent = id, .starting_after = *list.data->front().id});
        CHECK(*rest->data->front().id == *part->id);
        CHECK(!*rest->has_more);
        CHECK(w.client.send(stripe::list_refunds{.payment_intent = "pi_other"})->data->empty());

        auto another = w.order(500);
        another.payment_method = "pm_card_visa";
        another.confirm = true;
        auto const paid = w.client.send(another).value();
        CHECK(w.client
                  .send(stripe::create_refund{.once = w.once(),
                                              .of = stripe::of_charge{.charge = *paid.latest_charge}})
                  ->amount->count() == 500);
    }

    TEST_CASE("what a key was sent with is answered once; another key, or another account's, is refused")
    {
        stripe_world w;
        auto order = w.order();
        auto const first = w.client.send(order).value();
        CHECK(*w.client.send(order)->id == *first.id);
        order.amount = 5;
        auto const reused = w.client.send(order); // says nothing of the first one
        REQUIRE(reused.has_error());
        CHECK(reused.error().is_unknown());
        CHECK(reused.error().gateway().value().code == "idempotency_error");
        CHECK(w.client.send(stripe::show_payment_intent{.id = "pi_none"}).error().code() ==
              errc::not_found_yet);
        tollgate::client<stripe::account> stranger{shop_at_stripe("sk_test_2"), w.gateway.transport()};
        auto const refused = stranger.send(w.order());
        CHECK(code_of(refused) == "invalid_request_error");
        CHECK(refused.error().http_status() == 401);
        CHECK(w.gateway.entries<stripe::account>().size() == 1);

        auto const all = w.gateway.history().requests; // what a developer reads of it
        CHECK(all.front().facts.finding.verdict == sandbox::request_verdict::carried_out);
        CHECK(all.front().message.credentials.front().is_right);
        CHECK(all[2].facts.finding.verdict == sandbox::request_verdict::refused);
        sandbox::request_report const &last = all.back();
        CHECK(last.facts.finding.verdict == sandbox::request_verdict::credentials);
        sandbox::credential_report const &shown = last.message.credentials.front();
        CHECK_FALSE(shown.is_right);
        CHECK(shown.header == "Authorization");
        CHECK(shown.wanted == R"("Bearer " + secret<"secret_key">)");
        CHECK(shown.carried == "Bearer [masked]");
        std::string const page = sandbox::history_page({.requests = {last}});
        for (std::string_view const secret : {"sk_test_1", "sk_test_2"})
            CHECK(page.find(secret) == page.npos);
    }

    TEST_CASE("a payer pays on the page of a session; the shop is told in signed events, of which it can ask")
    {
        stripe_world w;
        stripe::price_data const price{
            .currency = "eur", .unit_amount = 1500, .product_data = stripe::product_data{.name = "Cup"}};
        std::vector<stripe::line_item> const items{
            {.price = stripe::by_price_data{.price_data = price}, .quantity = 2}};
        stripe::create_checkout_session order{
            .once = w.once(),
            .line_items = items,
            .success_url = "https://shop.example/paid?session={CHECKOUT_SESSION_ID}",
            .cancel_url = "https://shop.example/cart",
            .client_reference_id = "order-17",
            .payment_intent_data = stripe::payment_intent_data{.description = "A cup"}};
        auto const opened = w.client.send(order).value();
        REQUIRE(opened.url.has_value());
        CHECK((*opened.status == "open"));
        CHECK(opened.amount_total->count() == 3000);
        CHECK(!opened.payment_intent.has_value());
        std::string const page = std::string{opened.url->text()};
        CHECK(w.gateway.page_url(page).has_value());

        tollgate::test::mailbox<std::string> heard; // outlives who writes to it
        tollgate::listener listener;
        listener.on<stripe::event>(
            "/", shop_at_stripe(), [&heard](auto const &told) { heard.put(*told->id); },
            tollgate::with_tests);
        listener.start().value();
        w.gateway.send_callbacks_to<stripe::account>(listener.url("/"));
        auto const told = w.gateway.pay(page);
        REQUIRE(told.has_value());
        CHECK(told->status == 200);
        CHECK(told->body.find(R"("type":"checkout.session.completed")") != std::string::npos);
        CHECK(w.gateway.wait_for_callbacks(std::chrono::seconds{30}));
        CHECK(heard.all().size() == 2);

        auto const complete = w.client.send(stripe::show_checkout_session{.id = *opened.id}).value();
        CHECK((*complete.status == "complete"));
        CHECK((*complete.payment_status == "paid"));
        CHECK(!complete.url.has_value());
        auto const paid = w.client.send(stripe::show_payment_intent{.id = *complete.payment_intent}).value();
        CHECK((*paid.status == "succeeded"));
        CHECK(paid.amount_received->count() == 3000);
        CHECK(*paid.description == "A cup");
        CHECK(w.balance() == "3000");
        for (std::string const &id : heard.all())
            CHECK(w.client.send(stripe::show_event{.id = id}).has_value());
        sandbox::message_report const shown = w.gateway.history().told.front().message;
        CHECK(shown.signature.is_right);
        CHECK(shown.signature.scheme ==
              R"(hex(hmac_sha256(key, part<"t">(header<"Stripe-Signature">) + "." + body)))");
        CHECK(shown.signature.signed_text.ends_with("." + shown.body));
        auto const again = w.gateway.repeat_callback(page);
        CHECK(again->body == told->body);

        order.once = w.once();
        std::string const unused = *w.client.send(order)->id;
        auto const expired = w.client.send(stripe::expire_checkout_session{.id = unused, .once = w.once()});
        CHECK((*expired->status == "expired"));
        CHECK(w.gateway.pay(unused).error().code() == errc::refused_by_gateway);
    }
}
