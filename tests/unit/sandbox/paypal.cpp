// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// PayPal, played by the sandbox from its description and tables.

#include <tollgate/sandbox/paypal.hpp>

#include <tollgate/access_tokens.hpp>
#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp_public_key.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/sandbox/gateway.hpp>

#include <doctest/doctest.h>
#include <support/mailbox.hpp>
#include <support/refusal.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace sandbox = tollgate::sandbox;
namespace paypal = tollgate::paypal;
using namespace std::chrono_literals;
using tollgate::idempotency_key;
using tollgate::secret;
using tollgate::test::code_of;

paypal::account shop_at_paypal()
{
    return {.client_id = "client-1",
            .client_secret = secret{"client-secret"},
            .environment = tollgate::environment{"sandbox"},
            .webhook_id = "8PT597110X687430LKGECATA",
            .certificates = sandbox::paypal_certificates()};
}

/// A sandbox, and a shop.
struct played {
    sandbox::gateway<paypal::account> gateway{shop_at_paypal()};
    tollgate::client<paypal::account> client{shop_at_paypal(), gateway.transport()};
    tollgate::listener listener{};
};

} // namespace

TEST_SUITE("the sandbox: PayPal")
{
    TEST_CASE("an order is approved on its page, captured once for a key, and given back in parts")
    {
        played at;
        tollgate::money const ten{10'00, tollgate::currency{"EUR", 2}};
        paypal::create_order const order{
            .once = idempotency_key{"order-17"},
            .intent = "CAPTURE",
            .units = std::vector{paypal::purchase_unit{.amount = paypal::amount_with_breakdown{.value = ten},
                                                       .custom_id = "17"}},
            .payment_source = paypal::payment_source{
                .paypal = paypal::paypal_wallet{.experience_context = paypal::experience_context{
                                                    .return_url = "https://shop.example/back?a=b",
                                                    .cancel_url = "https://shop.example/"}}}};
        auto const made = at.client.send(order).value();
        CHECK((*made.status == "PAYER_ACTION_REQUIRED"));
        CHECK(!made.units.has_value()); // of `return=minimal`
        CHECK(made.page() == "https://www.sandbox.paypal.com/checkoutnow?token=" + *made.id);
        paypal::capture_order capture{.id = *made.id, .once = idempotency_key{"take-17"}};
        CHECK(code_of(at.client.send(capture)) == "ORDER_NOT_APPROVED");

        auto const change = [&](std::string path) {
            return at.client.send(paypal::patch_order{
                .id = *made.id,
                .changes = std::vector{paypal::patch{
                    .op = "replace",
                    .path = std::move(path),
                    .value = paypal::patched_amount{
                        .value = paypal::amount_with_breakdown{.value = tollgate::money{12'00, ten.in}}}}}});
        };
        CHECK(change("/purchase_units/@reference_id=='default'/amount").has_value());
        CHECK(code_of(change("/purchase_units/@reference_id=='other'/amount")) == "INVALID_PATCH_OPERATION");

        CHECK(at.gateway.pay(made.page()).has_error()); // approved, and nobody is told
        CHECK(at.gateway.entries<paypal::account>().back().success_url ==
              "https://shop.example/back?a=b&token=" + *made.id);
        CHECK(at.gateway.balance<paypal::account>("EUR").text() == "0");
        paypal::show_order const question{.id = *made.id};
        CHECK((*at.client.send(question).value().status == "APPROVED"));
        at.gateway.lapse_tokens<paypal::account>(); // the client asks for another one
        capture.once = idempotency_key{"take-18"};
        auto const taken = at.client.send(capture).value();
        CHECK((*taken.status == "COMPLETED"));
        CHECK(taken.page().empty());
        auto const &captures = *(*taken.units)[0].payments->captures;
        REQUIRE(captures.size() == 1);
        CHECK(captures[0].paid()->amount.count() == 12'00);
        CHECK(*captures[0].custom_id == "17");
        CHECK(at.client.send(capture).value().id == taken.id);
        capture.once = idempotency_key{"take-19"};
        CHECK(code_of(at.client.send(capture)) == "ORDER_ALREADY_CAPTURED");

        paypal::refund_capture refund{.capture = *captures[0].id,
                                      .once = idempotency_key{"back-1"},
                                      .prefer = "return=representation",
                                      .amount = tollgate::money{12'01, ten.in}};
        CHECK(code_of(at.client.send(refund)) == "REFUND_AMOUNT_EXCEEDED");
        refund.amount = tollgate::money{2'00, tollgate::currency{"USD", 2}};
        refund.once = idempotency_key{"back-2"};
        CHECK(code_of(at.client.send(refund)) == "REFUND_CAPTURE_CURRENCY_MISMATCH");
        refund.amount = ten;
        refund.once = idempotency_key{"back-3"};
        auto const back = at.client.send(refund).value();
        CHECK(*back.amount == ten);
        CHECK(at.client.send(refund).value().id == back.id);
        CHECK((*at.client.send(paypal::show_capture{.id = *captures[0].id}).value().status ==
               "PARTIALLY_REFUNDED"));
        refund.amount = {};
        refund.once = idempotency_key{"back-4"};
        CHECK(at.client.send(refund).value().amount->amount.count() == 2'00);
        refund.once = idempotency_key{"back-5"};
        CHECK(code_of(at.client.send(refund)) == "CAPTURE_FULLY_REFUNDED");
        CHECK((*(*(*at.client.send(question).value().units)[0].payments->captures)[0].status == "REFUNDED"));
        CHECK(at.gateway.balance<paypal::account>("EUR").text() == "0.00");
        CHECK(code_of(at.client.send(paypal::show_refund{.id = *made.id})) == "INVALID_RESOURCE_ID");
    }

    TEST_CASE(
        "PayPal: what is authorized is captured in parts and released, and events are signed by a certificate")
    {
        played at;
        tollgate::test::mailbox<std::size_t> told;
        at.listener.on<paypal::event>("/", at.client,
                                      [&told](auto const &confirmed) { told.put((*confirmed).index()); });
        at.listener.start().value();
        at.gateway.send_callbacks_to<paypal::account>(at.listener.url("/"));
        tollgate::money const ten{10'00, tollgate::currency{"EUR", 2}};
        auto const order =
            at.client
                .send(paypal::create_order{.once = idempotency_key{"order-18"},
                                           .intent = "AUTHORIZE",
                                           .units = std::vector{paypal::purchase_unit{
                                               .amount = paypal::amount_with_breakdown{.value = ten}}}})
                .value();
        CHECK(at.gateway.pay(order.page()).value().status == 200);
        CHECK(code_of(at.client.send(paypal::capture_order{.id = *order.id, .once = idempotency_key{"c"}})) ==
              "ACTION_DOES_NOT_MATCH_INTENT");
        auto const reserved =
            at.client.send(paypal::authorize_order{.id = *order.id, .once = idempotency_key{"a"}}).value();
        auto const &authorization = (*(*reserved.units)[0].payments->authorizations)[0];
        CHECK((*authorization.status == "CREATED"));
        paypal::capture_authorization part{.authorization = *authorization.id,
                                           .once = idempotency_key{"part-1"},
                                           .amount = tollgate::money{4'00, ten.in}};
        CHECK((*at.client.send(part).value().status == "COMPLETED"));
        part.once = idempotency_key{"part-2"};
        part.amount = tollgate::money{6'01, ten.in};
        CHECK(code_of(at.client.send(part)) == "MAX_CAPTURE_AMOUNT_EXCEEDED");
        CHECK(at.gateway.balance<paypal::account>("EUR").text() == "4.00");
        paypal::show_authorization const question{.id = *authorization.id};
        CHECK((*at.client.send(question).value().status == "PARTIALLY_CAPTURED"));
        CHECK(at.client
                  .send(paypal::void_authorization{.authorization = *authorization.id,
                                                   .once = idempotency_key{"v"}})
                  .has_value());
        CHECK((*at.client.send(question).value().status == "VOIDED"));
        part.once = idempotency_key{"part-3"};
        CHECK(code_of(at.client.send(part)) == "AUTHORIZATION_VOIDED");
        CHECK(at.gateway.wait_for_callbacks(30s));
        // As PayPal says when it is asked: of the order and its reservation twice each, and what was captured.
        auto kinds = told.all();
        std::ranges::sort(kinds);
        CHECK(kinds == std::vector<std::size_t>{0, 2, 2, 3, 3});
        at.gateway.next_callback(sandbox::fault_kind::corrupt_callback);
        CHECK(at.gateway.repeat_callback(order.page()).value().status != 200);
    }
}
