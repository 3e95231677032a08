// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "ours.hpp"

#include <tollgate/providers/adyen.hpp>

namespace ours {

using namespace tollgate::adyen;
using tollgate::idempotency_key;
using tollgate::money;

namespace {

constexpr tollgate::currency eur{"EUR"};

account merchant(std::string environment)
{
    bool const is_live = environment == "live";
    account made{.merchant_account = "ShopECOM",
                 .api_key = tollgate::secret{"AQE-judge"},
                 .hmac_key =
                     tollgate::secret{"44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"},
                 .environment = tollgate::environment{std::move(environment)}};
    if (is_live) made.live_prefix = "1797a841fbb37ca7-AdyenDemo";
    return made;
}

} // namespace

void describe_adyen(gateway &to)
{
    describing adyen{to, merchant("test")};
    describing live{to, merchant("live")};
    std::string const a_payment = "993617895215577D";

    adyen.sends(
        "payments", "card",
        pay{.once = idempotency_key{"p-1"},
            .amount = money{10'00, eur},
            .reference = "order-17",
            .method =
                payment_method{.type = "scheme",
                               .details = {{.name = "encryptedCardNumber", .text = "test_4111111111111111"},
                                           {.name = "encryptedExpiryMonth", .text = "test_03"},
                                           {.name = "encryptedExpiryYear", .text = "test_2030"},
                                           {.name = "encryptedSecurityCode", .text = "test_737"}}},
            .return_url = "https://shop.example/back?order=17"});
    adyen.sends(
        "payments", "redirect",
        pay{.once = idempotency_key{"p-2"},
            .amount = money{10'00, eur},
            .reference = "order-18",
            .method = payment_method{.type = "ideal", .details = {{.name = "issuer", .text = "1121"}}},
            .return_url = "https://shop.example/back"});
    adyen.sends(
        "payments", "full",
        pay{.once = idempotency_key{"p-4"},
            .amount = money{9'007'199'254'740'991, tollgate::currency{"JPY"}},
            .reference = "заказ-19 🙂",
            .method = payment_method{.type = "paypal"},
            .return_url = "https://shop.example/back",
            .channel = "Web",
            .shopper_email = "a+b@example.com",
            .shopper_reference = "u-1",
            .capture_delay = 0,
            .items = std::vector{line_item{.id = "1",
                                           .description = "Tasse «groß»",
                                           .quantity = 2,
                                           .amount = 500,
                                           .tax_percentage = 1900},
                                 line_item{.id = "2", .description = "B", .quantity = 1, .amount = 0}},
            .billing_address = address{.street = "Main",
                                       .house_number_or_name = "1",
                                       .city = "Zürich",
                                       .postal_code = "8001",
                                       .country = "CH"},
            .metadata =
                metadata{.pairs = {{.name = "order", .text = "19"}, {.name = "a.b", .text = "c\"d\\e"}}}});
    live.sends("payments.live", "plain",
               pay{.once = idempotency_key{"p-3"},
                   .amount = money{10'00, eur},
                   .reference = "order-17",
                   .method = payment_method{.type = "ideal"},
                   .return_url = "https://shop.example/back"});
    adyen.sends("payments.details", "redirect",
                submit_details{.once = idempotency_key{"d-1"},
                               .details = returned_details{
                                   .pairs = {{.name = "redirectResult", .text = "X6XtfGC3!Y..."}}}});
    adyen.sends(
        "payments.details", "challenge",
        submit_details{.once = idempotency_key{"d-2"},
                       .details = returned_details{.pairs = {{.name = "threeDSResult",
                                                              .text = "eyJ0cmFuc1N0YXR1cyI6IlkifQ=="}}},
                       .payment_data = "Ab02b4c0"});
    adyen.sends("payment_methods", "plain",
                list_payment_methods{.amount = money{10'00, eur}, .country = "NL", .channel = "Web"});
    adyen.sends("sessions.create", "plain",
                create_session{.once = idempotency_key{"s-1"},
                               .amount = money{10'00, eur},
                               .reference = "order-17",
                               .return_url = "https://shop.example/back",
                               .country = "NL"});
    adyen.sends("sessions.create", "hosted",
                create_session{.once = idempotency_key{"s-2"},
                               .amount = money{10'00, eur},
                               .reference = "order-18",
                               .return_url = "https://shop.example/back",
                               .mode = "hosted",
                               .theme = "t-1",
                               .locale = "nl-NL"});
    adyen.sends("sessions.result", "plain",
                show_session{.id = "CS451F2AB1ED897A94", .result = "X3XtfGC9!H4s+/="});
    adyen.sends("captures", "plain",
                capture_payment{.payment = a_payment,
                                .once = idempotency_key{"captures-1"},
                                .amount = money{5'00, eur},
                                .reference = "c-1"});
    adyen.sends("refunds", "plain",
                refund_payment{.payment = a_payment,
                               .once = idempotency_key{"refunds-1"},
                               .amount = money{5'00, eur},
                               .reference = "r-1"});
    adyen.sends("refunds", "reason",
                refund_payment{.payment = a_payment,
                               .once = idempotency_key{"refunds-2"},
                               .amount = money{1, eur},
                               .reference = "r-2",
                               .reason = "RETURN"});
    adyen.sends(
        "cancels", "plain",
        cancel_payment{.payment = a_payment, .once = idempotency_key{"cancels-1"}, .reference = "x-1"});
    adyen.sends(
        "reversals", "plain",
        reverse_payment{.payment = a_payment, .once = idempotency_key{"reversals-1"}, .reference = "v-1"});
    adyen.sends("amount_updates", "plain",
                update_amount{.payment = a_payment,
                              .once = idempotency_key{"amount_updates-1"},
                              .amount = money{15'00, eur},
                              .reference = "a-1",
                              .industry_usage = "delayedCharge"});
    adyen.sends("cancels.by_reference", "plain",
                cancel_by_reference{
                    .once = idempotency_key{"y-1"}, .payment_reference = "order-17", .reference = "x-2"});

    auto const of_payment = [](payment const &a) {
        return read_values{{"resultCode", shown(a.result_code)},
                           {"pspReference", shown(a.psp_reference)},
                           {"merchantReference", shown(a.reference)},
                           {"amount.value", a.amount->amount.count()}};
    };
    auto const of_received = [](received const &a) {
        return read_values{{"pspReference", shown(a.psp_reference)},
                           {"status", shown(a.status)},
                           {"paymentPspReference", shown(a.payment)}};
    };
    adyen.reads<pay>("payments", of_payment);
    live.reads<pay>("payments.live", of_payment);
    adyen.reads<submit_details>("payments.details", of_payment);
    adyen.reads<list_payment_methods>("payment_methods", [](payment_method_offers const &a) {
        return read_values{{"paymentMethods.0.type", shown(a.methods->at(0).type)}};
    });
    adyen.reads<create_session>("sessions.create", [](session const &a) {
        return read_values{{"id", shown(a.id)}, {"sessionData", shown(a.session_data)}};
    });
    adyen.reads<show_session>("sessions.result", [](session_result const &a) {
        return read_values{{"id", shown(a.id)}, {"status", shown(a.status)}};
    });
    adyen.reads<capture_payment>("captures", of_received);
    adyen.reads<refund_payment>("refunds", of_received);
    adyen.reads<cancel_payment>("cancels", of_received);
    adyen.reads<reverse_payment>("reversals", of_received);
    adyen.reads<update_amount>("amount_updates", of_received);
    adyen.reads<cancel_by_reference>("cancels.by_reference", [](cancellation_received const &a) {
        return read_values{{"status", shown(a.status)}, {"paymentReference", shown(a.payment_reference)}};
    });

    adyen.receives<notification>();
    auto const item = [](std::string reference, bool success) {
        return notification{.psp_reference = "993617895215577D",
                            .merchant_account = "ShopECOM",
                            .reference = std::move(reference),
                            .amount = money{10'00, eur},
                            .event = "AUTHORISATION",
                            .success = success};
    };
    adyen.delivers("authorised", tollgate::signed_items(adyen.account(), std::vector{item("order-17", true)}),
                   "/adyen");
    adyen.delivers(
        "several",
        tollgate::signed_items(adyen.account(), std::vector{item("order-18", false), item("заказ 19", true)}),
        "/adyen");
}

} // namespace ours
