// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "ours.hpp"

#include <tollgate/providers/yookassa.hpp>

namespace ours {

using namespace tollgate::yookassa;
using tollgate::idempotency_key;
using tollgate::money;

namespace {

constexpr tollgate::currency rub{"RUB"};

}

void describe_yookassa(gateway &to)
{
    describing yookassa{to, account{.shop_id = "500000", .secret_key = tollgate::secret{"test_judge"}}};
    std::string const a_payment = "22d6d597-000f-5000-9000-145f6df21d6f",
                      a_refund = "216749f7-0016-50be-b000-078d43a63ae4";
    confirmation const back{.type = redirect{.return_url = "https://shop.example/back?order=17&x=y"}};

    yookassa.sends("payments.create", "plain",
                   create_payment{.once = idempotency_key{"order-17"},
                                  .amount = money{100'00, rub},
                                  .confirmation = back});
    yookassa.sends("payments.create", "captured",
                   create_payment{.once = idempotency_key{"order-18"},
                                  .amount = money{100'00, rub},
                                  .capture = true,
                                  .confirmation = back,
                                  .description = "Заказ 18 — «кружка» 🙂"});
    yookassa.sends("payments.create", "map",
                   create_payment{.once = idempotency_key{"order-19"},
                                  .amount = money{1, rub},
                                  .capture = false,
                                  .confirmation = confirmation{.type = embedded{}},
                                  .metadata = metadata{.pairs = {{.name = "order_id", .text = "19"},
                                                                 {.name = "ключ", .text = "значение"},
                                                                 {.name = "a.b", .text = "c\"d"}}}});
    yookassa.sends(
        "payments.create", "receipt",
        create_payment{.once = idempotency_key{"order-20"},
                       .amount = money{12345678'90, rub},
                       .confirmation = back,
                       .receipt =
                           receipt{.customer = receipt_customer{.email = "a+b@example.com"},
                                   .items = std::vector{receipt_item{.description = "Кружка",
                                                                     .quantity = tollgate::decimal{"2.000"},
                                                                     .amount = money{50'00, rub},
                                                                     .vat_code = 1,
                                                                     .payment_mode = "full_payment",
                                                                     .payment_subject = "commodity"},
                                                        receipt_item{.description = "B",
                                                                     .quantity = 1,
                                                                     .amount = money{10, rub},
                                                                     .vat_code = 4}},
                                   .tax_system_code = 1}});
    yookassa.sends(
        "payments.create", "method",
        create_payment{
            .once = idempotency_key{"order-21"},
            .amount = money{100'00, tollgate::currency{"USD"}},
            .confirmation =
                confirmation{.type = redirect{.return_url = "https://shop.example/back?order=17&x=y",
                                              .locale = "en_US",
                                              .enforce = true}},
            .by = by_method{.payment_method_data = payment_method_data{.type = sbp{}}},
            .save_payment_method = true});
    yookassa.sends(
        "payments.create", "saved",
        create_payment{.once = idempotency_key{"order-22"},
                       .amount = money{100'00, rub},
                       .capture = true,
                       .by = by_saved_method{.payment_method_id = "22e18a2f-000f-5000-a000-1db6312b7767"}});
    yookassa.sends("payments.show", "plain", show_payment{.id = a_payment});
    yookassa.sends("payments.capture", "whole",
                   capture_payment{.id = a_payment, .once = idempotency_key{"c-1"}});
    yookassa.sends(
        "payments.capture", "part",
        capture_payment{.id = a_payment, .once = idempotency_key{"c-2"}, .amount = money{40'00, rub}});
    yookassa.sends("payments.cancel", "plain",
                   cancel_payment{.id = a_payment, .once = idempotency_key{"x-1"}});
    yookassa.sends("payments.list", "plain", list_payments{});
    yookassa.sends_next(
        "payments.list", "next", list_payments{.limit = 20},
        R"({"type":"list","items":[],"next_cursor":"37a5c87d-3984-51e8-a7f3-8de646d39ec15"})");
    yookassa.sends("payments.list", "page",
                   list_payments{.status = "succeeded", .limit = 20, .cursor = "37a5c87d"});
    yookassa.sends("payments.list", "since", list_payments{.created_from = "2026-01-01T00:00:00.000Z"});
    yookassa.sends(
        "refunds.create", "plain",
        create_refund{.once = idempotency_key{"r-1"}, .payment_id = a_payment, .amount = money{50'00, rub}});
    yookassa.sends("refunds.create", "described",
                   create_refund{.once = idempotency_key{"r-2"},
                                 .payment_id = a_payment,
                                 .amount = money{50, rub},
                                 .description = "Брак"});
    yookassa.sends("refunds.show", "plain", show_refund{.id = a_refund});
    yookassa.sends("refunds.list", "plain", list_refunds{.payment_id = a_payment});

    auto const of_payment = [](payment const &a) {
        return read_values{{"id", shown(a.id)},
                           {"status", shown(a.status)},
                           {"amount.currency", json::value(a.amount->in.code())},
                           {"paid", shown(a.is_paid)},
                           {"test", shown(a.test)}};
    };
    auto const of_refund = [](refund const &a) {
        return read_values{
            {"id", shown(a.id)}, {"status", shown(a.status)}, {"payment_id", shown(a.payment_id)}};
    };
    yookassa.reads<create_payment>("payments.create", of_payment);
    yookassa.reads<show_payment>("payments.show", of_payment);
    yookassa.reads<capture_payment>("payments.capture", of_payment);
    yookassa.reads<cancel_payment>("payments.cancel", of_payment);
    yookassa.reads<list_payments>("payments.list", [](payments const &a) {
        return read_values{{"items.0.id", shown(a.items->at(0).id)}, {"next_cursor", shown(a.next_cursor)}};
    });
    yookassa.reads<create_refund>("refunds.create", of_refund);
    yookassa.reads<show_refund>("refunds.show", of_refund);
    yookassa.reads<list_refunds>("refunds.list", [](refunds const &a) {
        return read_values{{"items.0.id", shown(a.items->at(0).id)}};
    });

    yookassa.receives<notification>();
}

} // namespace ours
