// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "ours.hpp"

#include <tollgate/providers/razorpay.hpp>

namespace ours {

using namespace tollgate::razorpay;

void describe_razorpay(gateway &to)
{
    describing razorpay{to, account{.key_id = "rzp_test_judge",
                                    .key_secret = tollgate::secret{"judge-secret"},
                                    .webhook_secret = tollgate::secret{"judge-webhook"}}};
    std::string const an_order = "order_DBJOWzybf0sJbb", a_payment = "pay_DG4ZdRK8ZnXC3k",
                      a_refund = "rfnd_FP8QHiV938haTz", a_link = "plink_ExjpAUN3gVHrPJ";

    razorpay.sends("orders.create", "plain", create_order{.amount = 500'00, .currency = "INR"});
    razorpay.sends(
        "orders.create", "receipt",
        create_order{.amount = 500'00, .currency = "INR", .receipt = "order 17", .partial_payment = false});
    razorpay.sends("orders.create", "notes",
                   create_order{.amount = 100,
                                .currency = "INR",
                                .receipt = "r-18",
                                .notes = notes{.pairs = {{.name = "order", .text = "18"},
                                                         {.name = "ключ", .text = "значение 🙂"},
                                                         {.name = "a.b", .text = "c\"d"}}}});
    razorpay.sends("orders.create", "large",
                   create_order{.amount = 9'007'199'254'740'991,
                                .currency = "USD",
                                .receipt = "r-19",
                                .partial_payment = true,
                                .first_payment_min_amount = 100});
    razorpay.sends("orders.show", "plain", show_order{.id = an_order});
    razorpay.sends("orders.update", "plain",
                   update_order{.id = an_order, .notes = notes{.pairs = {{.name = "a", .text = "b"}}}});
    razorpay.sends("orders.payments", "plain", list_payments_of_order{.id = an_order});
    razorpay.sends("orders.list", "plain", list_orders{});
    razorpay.sends("orders.list", "receipt", list_orders{.receipt = "order 17", .count = 1});
    razorpay.sends("orders.list", "page",
                   list_orders{.from = 1700000000, .to = 1800000000, .count = 100, .skip = 100});
    razorpay.sends_next(
        "orders.list", "next", list_orders{.count = 1, .skip = 1},
        R"({"items":[{"id":"order_1","amount":100,"currency":"INR","status":"created","created_at":1}]})");
    razorpay.sends("payments.show", "plain", show_payment{.id = a_payment});
    razorpay.sends("payments.capture", "plain",
                   capture_payment{.id = a_payment, .amount = 500'00, .currency = "INR"});
    razorpay.sends("payments.list", "plain", list_payments{});
    razorpay.sends("payments.list", "page", list_payments{.from = 1700000000, .count = 10, .skip = 20});
    razorpay.sends("refunds.create", "whole",
                   create_refund{.payment = a_payment, .once = tollgate::idempotency_key{"refund-of-17"}});
    razorpay.sends("refunds.create", "part",
                   create_refund{.payment = a_payment,
                                 .once = tollgate::idempotency_key{"refund-of-18"},
                                 .amount = 100,
                                 .speed = "normal",
                                 .receipt = "rf-1",
                                 .notes = notes{.pairs = {{.name = "why", .text = "broken"}}}});
    razorpay.sends("refunds.show", "plain", show_refund{.id = a_refund});
    razorpay.sends("refunds.of_payment", "plain", list_refunds_of_payment{.payment = a_payment, .count = 10});
    razorpay.sends("refunds.list", "plain", list_refunds{.count = 10, .skip = 0});
    razorpay.sends("payment_links.create", "full",
                   create_payment_link{.amount = 1000,
                                       .reference = "order-17",
                                       .currency = "INR",
                                       .description = "Кружка «большая»",
                                       .accept_partial = true,
                                       .first_min_partial_amount = 100,
                                       .customer = link_customer{.name = "Gaurav Kumar",
                                                                 .email = "a@example.com",
                                                                 .contact = "+919000090000"},
                                       .notify = link_notify{.sms = true, .email = true},
                                       .expire_by = 1800000000,
                                       .reminder_enable = true,
                                       .notes = notes{.pairs = {{.name = "a", .text = "b"}}},
                                       .callback_url = "https://shop.example/back?x=y",
                                       .callback_method = "get"});
    razorpay.sends("payment_links.show", "plain", show_payment_link{.id = a_link});
    razorpay.sends("payment_links.cancel", "plain", cancel_payment_link{.id = a_link});
    razorpay.sends("payment_links.list", "plain", list_payment_links{});
    razorpay.sends("payment_links.list", "reference", list_payment_links{.reference = "order-17"});

    auto const of_order = [](order const &a) {
        return read_values{
            {"id", shown(a.id)},         {"amount", shown(a.amount)},   {"currency", shown(a.currency)},
            {"status", shown(a.status)}, {"receipt", shown(a.receipt)}, {"created_at", shown(a.created_at)}};
    };
    auto const of_payment = [](payment const &a) {
        return read_values{
            {"id", shown(a.id)},         {"amount", shown(a.amount)},  {"currency", shown(a.currency)},
            {"status", shown(a.status)}, {"order_id", shown(a.order)}, {"captured", shown(a.captured)}};
    };
    auto const of_refund = [](refund const &a) {
        return read_values{{"id", shown(a.id)},
                           {"amount", shown(a.amount)},
                           {"payment_id", shown(a.payment)},
                           {"status", shown(a.status)}};
    };
    auto const of_link = [](payment_link const &a) {
        return read_values{{"id", shown(a.id)},
                           {"amount", shown(a.amount)},
                           {"status", shown(a.status)},
                           {"short_url", shown(a.page)},
                           {"reference_id", shown(a.reference)}};
    };
    auto const first_payment = [](payments const &a) {
        return read_values{{"items.0.id", shown(a.items->at(0).id)}, {"count", shown(a.count)}};
    };
    auto const first_refund = [](refunds const &a) {
        return read_values{{"items.0.id", shown(a.items->at(0).id)}, {"count", shown(a.count)}};
    };
    razorpay.reads<create_order>("orders.create", of_order);
    razorpay.reads<show_order>("orders.show", of_order);
    razorpay.reads<update_order>("orders.update", of_order);
    razorpay.reads<list_payments_of_order>("orders.payments", first_payment);
    razorpay.reads<list_orders>("orders.list", [](orders const &a) {
        return read_values{{"items.0.receipt", shown(a.items->at(0).receipt)}};
    });
    razorpay.reads<show_payment>("payments.show", of_payment);
    razorpay.reads<capture_payment>("payments.capture", of_payment);
    razorpay.reads<list_payments>("payments.list", first_payment);
    razorpay.reads<create_refund>("refunds.create", of_refund);
    razorpay.reads<show_refund>("refunds.show", of_refund);
    razorpay.reads<list_refunds_of_payment>("refunds.of_payment", first_refund);
    razorpay.reads<list_refunds>("refunds.list", first_refund);
    razorpay.reads<create_payment_link>("payment_links.create", of_link);
    razorpay.reads<show_payment_link>("payment_links.show", of_link);
    razorpay.reads<cancel_payment_link>("payment_links.cancel", of_link);
    razorpay.reads<list_payment_links>("payment_links.list", [](payment_links const &a) {
        return read_values{{"payment_links.0.id", shown(a.items->at(0).id)}};
    });

    razorpay.receives<event>();
    razorpay.receives<order_return>("returned_order");
    razorpay.receives<link_return>("returned_link");
    razorpay.delivers(
        "captured",
        tollgate::signed_body<event>(
            razorpay.account(),
            R"({"entity":"event","event":"payment.captured","payload":{"payment":{"entity":{"id":"pay_1","amount":100,"currency":"INR","status":"captured"}}},"created_at":1700000000})"),
        "/razorpay");
    razorpay.delivers("returned_order",
                      as_form(tollgate::signed_callback(
                          razorpay.account(), order_return{.order = an_order, .payment = a_payment})),
                      "/back");
}

} // namespace ours
