// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "ours.hpp"

#include <tollgate/providers/stripe.hpp>

namespace ours {

using namespace tollgate::stripe;
using tollgate::idempotency_key;

void describe_stripe(gateway &to)
{
    describing stripe{to, account{.secret_key = tollgate::secret{"sk_test_judge"},
                                  .webhook_secret = tollgate::secret{"whsec_judge"}}};
    using texts = std::vector<std::string>;

    stripe.sends("payment_intents.create", "plain",
                 create_payment_intent{.once = idempotency_key{"order-17"},
                                       .amount = 10'99,
                                       .currency = "eur",
                                       .payment_method_types = texts{"card"}});
    stripe.sends(
        "payment_intents.create", "map",
        create_payment_intent{.once = idempotency_key{"order-18"},
                              .amount = 500,
                              .currency = "usd",
                              .metadata = metadata{.pairs = {{.name = "order_id", .text = "6735"},
                                                             {.name = "a b", .text = "c&d=e"},
                                                             {.name = "ключ", .text = "значение 🙂"}}}});
    stripe.sends(
        "payment_intents.create", "nested",
        create_payment_intent{.once = idempotency_key{"order-19"},
                              .amount = 100'000'000,
                              .currency = "jpy",
                              .automatic_payment_methods =
                                  automatic_payment_methods{.enabled = true, .allow_redirects = "never"},
                              .description = "Tee, grün — 100 %",
                              .receipt_email = "a+b@example.com",
                              .shipping = shipping{.name = "O'Neil",
                                                   .address = address{.line1 = "1 Main St",
                                                                      .city = "Zürich",
                                                                      .postal_code = "8001",
                                                                      .country = "CH"}}});
    stripe.sends("payment_intents.create", "manual",
                 create_payment_intent{.once = idempotency_key{"order-20"},
                                       .amount = 20'00,
                                       .currency = "eur",
                                       .payment_method = "pm_card_visa",
                                       .capture_method = "manual",
                                       .confirm = true,
                                       .off_session = false,
                                       .return_url = "https://shop.example/back?order=20&x=y"});
    stripe.sends("payment_intents.create", "largest",
                 create_payment_intent{.once = idempotency_key{"order-21"},
                                       .amount = 99'999'999,
                                       .currency = "eur",
                                       .statement_descriptor_suffix = "A*B~C"});
    stripe.sends("payment_intents.create", "expanded",
                 create_payment_intent{.once = idempotency_key{"order-22"},
                                       .amount = 1,
                                       .currency = "eur",
                                       .expand = texts{"latest_charge", "customer"}});
    stripe.sends("payment_intents.retrieve", "plain", show_payment_intent{.id = "pi_1"});
    stripe.sends("payment_intents.retrieve", "expanded",
                 show_payment_intent{.id = "pi_1", .expand = texts{"latest_charge"}});
    stripe.sends("payment_intents.retrieve", "escaped", show_payment_intent{.id = "pi 1/ü"});
    stripe.sends("payment_intents.update", "plain",
                 update_payment_intent{.id = "pi_1",
                                       .once = idempotency_key{"u-1"},
                                       .amount = 12'00,
                                       .metadata = metadata{.pairs = {{.name = "removed", .text = ""}}}});
    stripe.sends("payment_intents.confirm", "plain",
                 confirm_payment_intent{.id = "pi_1",
                                        .once = idempotency_key{"c-1"},
                                        .payment_method = "pm_card_visa",
                                        .return_url = "https://shop.example/back"});
    stripe.sends("payment_intents.capture", "whole",
                 capture_payment_intent{.id = "pi_1", .once = idempotency_key{"k-1"}});
    stripe.sends(
        "payment_intents.capture", "part",
        capture_payment_intent{.id = "pi_1", .once = idempotency_key{"k-2"}, .amount_to_capture = 750});
    stripe.sends("payment_intents.cancel", "plain",
                 cancel_payment_intent{.id = "pi_1", .once = idempotency_key{"x-1"}});
    stripe.sends("payment_intents.cancel", "reason",
                 cancel_payment_intent{.id = "pi_1",
                                       .once = idempotency_key{"x-2"},
                                       .cancellation_reason = "requested_by_customer"});
    stripe.sends("payment_intents.list", "plain", list_payment_intents{});
    stripe.sends("payment_intents.list", "page", list_payment_intents{.limit = 3, .starting_after = "pi_0"});
    // Page by page, as the SDK does by itself.
    constexpr std::string_view first_of_two =
        R"({"data":[{"id":"pi_1","amount":1,"currency":"eur","status":"canceled","livemode":false}],"has_more":true})";
    stripe.sends("beforehand", "", list_payment_intents{.limit = 1});
    stripe.sends_next("payment_intents.list.pages", "plain", list_payment_intents{.limit = 1}, first_of_two);
    stripe.sends("payment_intents.list", "since",
                 list_payment_intents{.created = created_between{.gte = 1700000000, .lt = 1800000000}});
    stripe.sends(
        "checkout.sessions.create", "plain",
        create_checkout_session{
            .once = idempotency_key{"s-1"},
            .line_items = std::vector{line_item{.price = by_price{.price = "price_1"}, .quantity = 2}},
            .success_url = "https://shop.example/ok?session={CHECKOUT_SESSION_ID}"});
    stripe.sends("checkout.sessions.create", "inline",
                 create_checkout_session{
                     .once = idempotency_key{"s-2"},
                     .line_items =
                         std::vector{line_item{.price = by_price_data{.price_data =
                                                                          price_data{.currency = "eur",
                                                                                     .unit_amount = 10'99,
                                                                                     .product_data = product_data{.name =
                                                                                                                      "Tasse «groß»",
                                                                                                                  .images = texts{"https://shop.example/"
                                                                                                                                  "1.png"}}}},
                                               .quantity = 1},
                                     line_item{
                                         .price =
                                             by_price_data{.price_data = price_data{.currency = "eur",
                                                                                    .unit_amount = 50,
                                                                                    .product_data = product_data{.name =
                                                                                                                     "B"}}},
                                         .quantity = 3}},
                     .success_url = "https://shop.example/ok",
                     .cancel_url = "https://shop.example/no",
                     .client_reference_id = "order 17",
                     .payment_intent_data =
                         payment_intent_data{.capture_method = "manual",
                                             .metadata = metadata{.pairs = {{.name = "b", .text = "2"}}}},
                     .metadata = metadata{.pairs = {{.name = "a", .text = "1"}}}});
    stripe.sends("checkout.sessions.retrieve", "plain", show_checkout_session{.id = "cs_test_1"});
    stripe.sends("checkout.sessions.retrieve", "expanded",
                 show_checkout_session{.id = "cs_test_1", .expand = texts{"line_items", "payment_intent"}});
    stripe.sends("checkout.sessions.expire", "plain",
                 expire_checkout_session{.id = "cs_test_1", .once = idempotency_key{"e-1"}});
    stripe.sends("checkout.sessions.list", "plain",
                 list_checkout_sessions{.payment_intent = "pi_1", .limit = 10});
    stripe.sends(
        "refunds.create", "whole",
        create_refund{.once = idempotency_key{"r-1"}, .of = of_payment_intent{.payment_intent = "pi_1"}});
    stripe.sends("refunds.create", "part",
                 create_refund{.once = idempotency_key{"r-2"},
                               .of = of_payment_intent{.payment_intent = "pi_1"},
                               .amount = 100,
                               .reason = "requested_by_customer",
                               .metadata = metadata{.pairs = {{.name = "why", .text = "broken"}}}});
    stripe.sends("refunds.create", "charge",
                 create_refund{.once = idempotency_key{"r-3"}, .of = of_charge{.charge = "ch_1"}});
    stripe.sends("refunds.retrieve", "plain", show_refund{.id = "re_1"});
    stripe.sends("refunds.cancel", "plain", cancel_refund{.id = "re_1", .once = idempotency_key{"rc-1"}});
    stripe.sends("refunds.list", "plain", list_refunds{.payment_intent = "pi_1", .limit = 100});
    stripe.sends("events.retrieve", "plain", show_event{.id = "evt_1"});

    auto const of_intent = [](payment_intent const &a) {
        return read_values{{"id", shown(a.id)},
                           {"amount", shown(a.amount)},
                           {"currency", shown(a.currency)},
                           {"status", shown(a.status)},
                           {"client_secret", shown(a.client_secret)},
                           {"livemode", shown(a.livemode)}};
    };
    auto const of_session = [](checkout_session const &a) {
        return read_values{{"id", shown(a.id)},
                           {"status", shown(a.status)},
                           {"payment_status", shown(a.payment_status)},
                           {"url", shown(a.url)},
                           {"currency", shown(a.currency)}};
    };
    auto const of_refund = [](refund const &a) {
        return read_values{{"id", shown(a.id)},
                           {"amount", shown(a.amount)},
                           {"currency", shown(a.currency)},
                           {"status", shown(a.status)},
                           {"payment_intent", shown(a.payment_intent)}};
    };
    stripe.reads<create_payment_intent>("payment_intents.create", of_intent);
    stripe.reads<show_payment_intent>("payment_intents.retrieve", of_intent);
    stripe.reads<update_payment_intent>("payment_intents.update", of_intent);
    stripe.reads<confirm_payment_intent>("payment_intents.confirm", of_intent);
    stripe.reads<capture_payment_intent>("payment_intents.capture", of_intent);
    stripe.reads<cancel_payment_intent>("payment_intents.cancel", of_intent);
    for (std::string const call : {"payment_intents.list", "payment_intents.list.pages"})
        stripe.reads<list_payment_intents>(call, [](payment_intents const &a) {
            return read_values{{"data.0.id", shown(a.data->at(0).id)}, {"has_more", shown(a.has_more)}};
        });
    stripe.reads<create_checkout_session>("checkout.sessions.create", of_session);
    stripe.reads<show_checkout_session>("checkout.sessions.retrieve", of_session);
    stripe.reads<expire_checkout_session>("checkout.sessions.expire", of_session);
    stripe.reads<list_checkout_sessions>("checkout.sessions.list", [](checkout_sessions const &a) {
        return read_values{{"data.0.id", shown(a.data->at(0).id)}, {"has_more", shown(a.has_more)}};
    });
    stripe.reads<create_refund>("refunds.create", of_refund);
    stripe.reads<show_refund>("refunds.retrieve", of_refund);
    stripe.reads<cancel_refund>("refunds.cancel", of_refund);
    stripe.reads<list_refunds>("refunds.list", [](refunds const &a) {
        return read_values{{"data.0.id", shown(a.data->at(0).id)}, {"has_more", shown(a.has_more)}};
    });
    stripe.reads<show_event>("events.retrieve", [](event_told const &a) {
        return read_values{{"id", shown(a.id)},
                           {"data.object.id", shown(a.what.get_if<payment_intent>()->id)}};
    });

    stripe.receives<event>();
    stripe.delivers(
        "succeeded",
        tollgate::signed_body<event>(
            stripe.account(),
            R"({"id":"evt_1","object":"event","created":1700000000,"livemode":false,"type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","amount":1,"currency":"eur","status":"succeeded","livemode":false}}})",
            {{"Stripe-Signature", "t=1700000000"}}),
        "/stripe", 1700000000);
}

} // namespace ours
