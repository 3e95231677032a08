// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Square's published notification is received, and refused once it is changed; then a payment is taken, completed, found
// again after its answer was lost, and refunded. There is no network.

#include "square.hpp"

#include "published_example.hpp"

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/client.hpp>
#include <tollgate/scripted_transport.hpp>
#include <tollgate/testing.hpp>

#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

/// https://github.com/square/square-nodejs-sdk tests/integration/webhooks.test.ts
/// commit c58c6e097af6717e5c728712f79f89f6cd9da12f, "test signature validation pass".
constexpr std::string_view published_notification =
    R"({"merchant_id":"MLEFBHHSJGVHD","type":"webhooks.test_notification",)"
    R"("event_id":"ac3ac95b-f97d-458c-a6e6-18981597e05f","created_at":"2022-07-13T20:30:59.037339943Z",)"
    R"("data":{"type":"webhooks","id":"bc368e64-01aa-407e-b46e-3231809b1129"}})";
constexpr std::string_view published_signature = "GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4=";

square::account seller()
{
    return {.at = tollgate::environment{"sandbox"},
            .access_token = tollgate::secret{"EAAAE-test-token"},
            .signature_key = tollgate::secret{"Ibxx_5AKakO-3qeNVR61Dw"},
            .notification_url = "https://webhook.site/679a4f3a-dcfa-49ee-bac5-9d0edad886b9"};
}

/// api.json, `CreatePaymentResponse`, its example with fewer fields; the status is put in.
std::string published_payment(std::string_view status)
{
    return R"({"payment":{"id":"R2B3Z8WMVt3EAmzYWLZvz7Y69EbZY","created_at":"2021-10-13T21:14:29.577Z",)"
           R"("amount_money":{"amount":1000,"currency":"USD"},"status":")" +
           std::string{status} +
           R"(","source_type":"CARD","total_money":{"amount":1000,"currency":"USD"},"reference_id":"123456",)"
           R"("card_details":{"status":"CAPTURED"}}})";
}

/// handling-errors, "GetPayment using a nonexistent payment ID".
constexpr std::string_view published_refusal =
    R"({"errors":[{"code":"NOT_FOUND","detail":"Could not find payment with id: 7nDzoTTqoVk6LMeYzfXg2fpcUDaZY",)"
    R"("category":"INVALID_REQUEST_ERROR"}]})";

/// api.json, `RefundPaymentResponse`.
constexpr std::string_view published_refund =
    R"({"refund":{"amount_money":{"amount":1000,"currency":"USD"},"id":"R2B3_KlWP8IC1557","status":"PENDING",)"
    R"("payment_id":"R2B3Z8WMVt3EAmzYWLZvz7Y69EbZY","reason":"Example"}})";

square::create_payment order()
{
    return {.source = "ccof:GaJGNaZa8x4OgDJn4GB",
            .once = tollgate::idempotency_key{"7b0f3ec5-086a-4871-8f13-3c81b3875218"},
            .amount = tollgate::money{1000, "USD"},
            .autocomplete = false,
            .reference = "123456"};
}

void be_told(published_example &example)
{
    std::vector<std::pair<std::string, std::string>> const sent{
        {"x-square-hmacsha256-signature", std::string{published_signature}}};
    auto const headers = tollgate::header_views(sent);
    auto const told = tollgate::receive<square::event>(seller(), published_notification, headers);
    example.holds("received as signed", told.has_value() && (*told)->merchant == "MLEFBHHSJGVHD");
    if (told) example.same("type", (*told)->what.type(), "webhooks.test_notification");

    std::string changed{published_notification};
    changed.replace(changed.find("MLEFBHHSJGVHD"), 13, "MLEFBHHSJGVHX");
    auto const refused = tollgate::receive<square::event>(seller(), changed, headers);
    example.holds("refused when changed",
                  refused.has_error() && refused.error().code() == tollgate::errc::signature_mismatch);

    square::account elsewhere = seller();
    elsewhere.notification_url = "https://webhook.site/79a4f3a-dcfa-49ee-bac5-9d0edad886b9";
    example.holds("refused at another address",
                  tollgate::receive<square::event>(elsewhere, published_notification, headers).has_error());

    // api.json, `PaymentUpdatedEvent`, with fewer fields; nobody publishes it signed.
    std::string const event =
        R"({"merchant_id":"6SSW7HV8K2ST5","type":"payment.updated","event_id":"6a8f5f28-54a1-4eb0-a98a-3111513fd4fc",)"
        R"("created_at":"2020-02-06T21:27:34.308Z","data":{"type":"payment","id":"hYy9pRFVxpDsO1FB05SunFWUe9JZY","object":)" +
        published_payment("COMPLETED") + "}}";
    auto const signed_event = tollgate::signed_body<square::event>(seller(), event).value();
    auto const paid = tollgate::receive<square::event>(seller(), signed_event.body, signed_event.views());
    auto const *const about = paid ? (*paid)->what.get_if<square::payment_told>() : nullptr;
    example.holds("paid", about != nullptr && about->payment->paid() == tollgate::money{1000, "USD"});
}

void pay(published_example &example)
{
    tollgate::scripted_transport const network{
        {tollgate::error{tollgate::errc::deadline_exceeded, tollgate::unknown{}, "No answer came in time."},
         tollgate::wire_response{200, published_payment("APPROVED")},
         tollgate::wire_response{200, published_payment("COMPLETED")},
         tollgate::wire_response{404, std::string{published_refusal}},
         tollgate::wire_response{200, std::string{published_refund}}, tollgate::wire_response{200, "{}"}}};
    tollgate::client gateway{seller(), network};

    auto made = gateway.send(order());
    if (made.has_error()) made = gateway.retry(order(), made.error()); // the same key
    if (!made) std::cout << made.error() << '\n';
    example.holds("made after all", made.has_value() && made->payment->status == "APPROVED");
    auto const completed = gateway.send(square::complete_payment{.id = "R2B3Z8WMVt3EAmzYWLZvz7Y69EbZY"});
    example.holds("completed", completed.has_value() && completed->payment->status == "COMPLETED");
    auto const none = gateway.send(square::get_payment{.id = "7nDzoTTqoVk6LMeYzfXg2fpcUDaZY"});
    example.holds("not found", none.has_error() && none.error().code() == tollgate::errc::not_found_yet);
    auto const back =
        gateway.send(square::refund_payment{.once = tollgate::idempotency_key{"refund-1-of-123456"},
                                            .amount = tollgate::money{1000, "USD"},
                                            .payment = "R2B3Z8WMVt3EAmzYWLZvz7Y69EbZY"});
    example.holds("refunded", back.has_value() && *back->refund->amount == tollgate::money{1000, "USD"});
    example.holds(
        "cancelled by key",
        gateway.send(square::cancel_lost_payment{.key = "7b0f3ec5-086a-4871-8f13-3c81b3875218"}).has_value());

    for (tollgate::sent_request const &sent : network.requests())
        std::cout << sent.method << ' ' << sent.host << sent.target << ' ' << sent.body << '\n';
    example.same(
        "body", network.requests().front().body,
        R"({"source_id":"ccof:GaJGNaZa8x4OgDJn4GB","idempotency_key":"7b0f3ec5-086a-4871-8f13-3c81b3875218",)"
        R"("amount_money":{"amount":1000,"currency":"USD"},"autocomplete":false,"reference_id":"123456"})");
}

} // namespace

int main()
{
    published_example example;
    be_told(example);
    pay(example);
    return example.exit_code();
}
