// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "ours.hpp"

#include <tollgate/providers/paystack.hpp>

namespace ours {

using namespace tollgate::paystack;
using tollgate::value_kind;

void describe_paystack(gateway &to)
{
    describing paystack{to, account{.secret_key = tollgate::secret{"sk_test_judge"}}};

    paystack.sends(
        "transaction.initialize", "plain",
        initialize_transaction{.email = "customer@example.com", .amount = 403'33, .reference = "order-17"});
    paystack.sends(
        "transaction.initialize", "full",
        initialize_transaction{
            .email = "a+b@example.com",
            .amount = 200'00,
            .reference = "order-19.a=b",
            .currency = "GHS",
            .callback_url = "https://shop.example/back?x=y",
            .channels = std::vector<std::string>{"card", "bank"},
            .metadata = metadata{.pairs = {{.name = "order", .text = "19"},
                                           {.name = "custom_fields", .text = {}, .kind = value_kind::array},
                                           {.name = {}, .text = {}, .kind = value_kind::object, .depth = 1},
                                           {.name = "display_name", .text = "Заказ", .depth = 2},
                                           {.name = "variable_name", .text = "order", .depth = 2},
                                           {.name = "value", .text = "ü 🙂", .depth = 2}}},
            .plan = "PLN_1",
            .bearer = "account"});
    paystack.sends("transaction.verify", "plain", verify_transaction{.reference = "order-17"});
    paystack.sends("transaction.verify", "punctuation", verify_transaction{.reference = "order-19.a=b"});
    paystack.sends("transaction.show", "plain", show_transaction{.id = 4099260516});
    paystack.sends("transaction.list", "plain", list_transactions{});
    paystack.sends("transaction.list", "page",
                   list_transactions{
                       .per_page = 50, .page = 2, .status = "success", .from = "2026-01-01T00:00:00.000Z"});
    paystack.sends_next("transaction.list", "next", list_transactions{.per_page = 50},
                        R"({"status":true,"data":[],"meta":{"page":1,"pageCount":2}})");
    paystack.sends("transaction.charge_authorization", "plain",
                   charge_authorization{.email = "a@example.com",
                                        .amount = 403'33,
                                        .authorization_code = "AUTH_72btv547",
                                        .reference = "order-20"});
    paystack.sends("refund.create", "whole", create_refund{.transaction = "order-17"});
    paystack.sends("refund.create", "part",
                   create_refund{.transaction = "order-17",
                                 .amount = 100'00,
                                 .currency = "NGN",
                                 .customer_note = "брак",
                                 .merchant_note = "n"});
    paystack.sends("refund.show", "plain", show_refund{.id = 1});
    paystack.sends("refund.list", "plain", list_refunds{.transaction = "4099260516", .currency = "NGN"});

    auto const of_transaction = [](transaction_answer const &a) {
        return read_values{{"data.id", shown(a.data->id)},
                           {"data.reference", shown(a.data->reference)},
                           {"data.status", shown(a.data->status)},
                           {"data.amount", shown(a.data->amount)},
                           {"data.currency", shown(a.data->currency)},
                           {"data.customer.email", shown(a.data->payer->email)}};
    };
    auto const of_refund = [](refund_answer const &a) {
        return read_values{{"data.id", shown(a.data->id)},
                           {"data.status", shown(a.data->status)},
                           {"data.amount", shown(a.data->amount)},
                           {"data.currency", shown(a.data->currency)}};
    };
    paystack.reads<initialize_transaction>("transaction.initialize", [](initialized const &a) {
        return read_values{{"data.authorization_url", shown(a.data->page)},
                           {"data.access_code", shown(a.data->access_code)},
                           {"data.reference", shown(a.data->reference)}};
    });
    paystack.reads<verify_transaction>("transaction.verify", of_transaction);
    paystack.reads<show_transaction>("transaction.show", of_transaction);
    paystack.reads<charge_authorization>("transaction.charge_authorization", of_transaction);
    paystack.reads<list_transactions>("transaction.list", [](transactions const &a) {
        return read_values{{"data.0.reference", shown(a.data->at(0).reference)},
                           {"meta.pageCount", shown(a.meta->pages)}};
    });
    paystack.reads<create_refund>("refund.create", of_refund);
    paystack.reads<show_refund>("refund.show", of_refund);
    paystack.reads<list_refunds>("refund.list", [](refunds const &a) {
        return read_values{{"data.0.status", shown(a.data->at(0).status)}};
    });

    paystack.receives<event>();
    paystack.delivers(
        "charged",
        tollgate::signed_body<event>(
            paystack.account(),
            R"({"event":"charge.success","data":{"id":1,"domain":"test","status":"success","reference":"o-1","amount":100,"currency":"NGN"}})"),
        "/paystack");
}

} // namespace ours
