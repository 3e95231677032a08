// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Razorpay, Paystack, YooKassa and Adyen, played by the sandbox from their descriptions and tables.

#include <tollgate/sandbox/adyen.hpp>
#include <tollgate/sandbox/gateway.hpp>
#include <tollgate/sandbox/paystack.hpp>
#include <tollgate/sandbox/razorpay.hpp>
#include <tollgate/sandbox/yookassa.hpp>

#include <tollgate/client.hpp>
#include <tollgate/listener.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace sandbox = tollgate::sandbox;
namespace adyen = tollgate::adyen;
namespace paystack = tollgate::paystack;
namespace razorpay = tollgate::razorpay;
namespace yookassa = tollgate::yookassa;
using namespace std::chrono_literals;
using tollgate::idempotency_key;
using tollgate::secret;

razorpay::account shop_at_razorpay()
{
    return {.key_id = "rzp_test_1",
            .key_secret = secret{"key-secret"},
            .webhook_secret = secret{"webhook-secret"}};
}
paystack::account shop_at_paystack()
{
    return {.secret_key = secret{"sk_test_1"}};
}
yookassa::account shop_at_yookassa()
{
    return {.shop_id = "500000", .secret_key = secret{"test_1"}};
}

adyen::account shop_at_adyen()
{
    return {.merchant_account = "ShopECOM",
            .api_key = secret{"AQE-test"},
            .hmac_key = secret{"44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"},
            .environment = tollgate::environment{"test"}};
}
tollgate::money euro(long long cents)
{
    return {cents, tollgate::currency{"EUR", 2}};
}
/// A payment of ten euros.
adyen::pay order_at_adyen(std::string const &reference, std::string type, tollgate::unlisted details = {})
{
    return {.once = idempotency_key{"key of " + reference},
            .amount = euro(10'00),
            .reference = reference,
            .method = adyen::payment_method{.type = std::move(type), .details = std::move(details)},
            .return_url = "https://shop.example/back?order=17"};
}

/// A sandbox, and a shop that is told of events.
template <class Account>
struct played {
    explicit played(Account const &shop) : gateway{shop}, client{shop, gateway.transport()} {}

    template <class Event>
    void listen(Account const &shop)
    {
        listener.template on<Event>("/", shop, [](auto const &) {});
        listener.start().value();
        gateway.template send_callbacks_to<Account>(listener.url("/"));
    }
    /// The names of the events that the listener took for the gateway's.
    [[nodiscard]] std::vector<std::string> all_told()
    {
        CHECK(gateway.wait_for_callbacks(30s));
        std::vector<std::string> names;
        for (sandbox::delivery const &each : gateway.deliveries()) {
            constexpr std::string_view before = R"("event":")";
            std::size_t const from = each.body.find(before) + before.size();
            if (each.status == 200) names.push_back(each.body.substr(from, each.body.find('"', from) - from));
        }
        return names;
    }

    sandbox::gateway<Account> gateway;
    tollgate::client<Account> client;
    tollgate::listener listener;
};

/// The status of a refusal.
template <class Result>
unsigned status_of_refusal(Result const &got)
{
    REQUIRE(got.has_error());
    CHECK(got.error().is_refused());
    return got.error().http_status();
}

TEST_SUITE("the sandbox: Razorpay, Paystack, YooKassa, Adyen")
{
    TEST_CASE(
        "Razorpay: an order is paid, its payment captured, the order follows, and the money goes back once for a key")
    {
        played<razorpay::account> at{shop_at_razorpay()};
        at.listen<razorpay::event>(shop_at_razorpay());
        auto const order =
            at.client.send(razorpay::create_order{.amount = 50000, .currency = "INR", .receipt = "r-17"})
                .value();
        CHECK((*order.status == "created"));
        CHECK(at.gateway.pay(*order.id).value().status == 200);
        auto const payments = at.client.send(razorpay::list_payments_of_order{.id = *order.id}).value();
        REQUIRE(payments.items->size() == 1);
        razorpay::payment const &payment = payments.items->front();
        CHECK((*payment.status == "authorized"));
        CHECK(*payment.order == *order.id);

        razorpay::capture_payment capture{.id = *payment.id, .amount = 49999, .currency = "INR"};
        CHECK(status_of_refusal(at.client.send(capture)) == 400);
        capture.amount = 50000;
        CHECK(at.client.send(capture).value().paid().value().amount.count() == 50000);
        CHECK(status_of_refusal(at.client.send(capture)) == 400);
        CHECK((*at.client.send(razorpay::show_order{.id = *order.id}).value().status == "paid"));

        razorpay::create_refund const refund{
            .payment = *payment.id, .once = idempotency_key{"refund-of-17"}, .amount = 20000};
        auto const given_back = at.client.send(refund).value();
        CHECK(*at.client.send(refund).value().id == *given_back.id);
        CHECK(at.client.send(razorpay::show_payment{.id = *payment.id}).value().amount_refunded->count() ==
              20000);
        CHECK(at.gateway.balance<razorpay::account>("INR").text() == "30000");
        CHECK(at.all_told() == std::vector<std::string>{"payment.authorized", "payment.captured",
                                                        "order.paid", "refund.created", "refund.processed"});
    }

    TEST_CASE("Paystack: a reference starts one transaction, whose payment and refund are told")
    {
        played<paystack::account> at{shop_at_paystack()};
        at.listen<paystack::event>(shop_at_paystack());
        paystack::initialize_transaction order{
            .email = "payer@example.com", .amount = 40333, .reference = "order-17"};
        auto const started = at.client.send(order).value();
        CHECK(status_of_refusal(at.client.send(order)) == 400);
        paystack::verify_transaction const question{.reference = "order-17"};
        CHECK((*at.client.send(question).value().data->status == "abandoned"));
        CHECK(at.gateway.pay(started.data->page->text()).has_value());
        auto const paid = at.client.send(question).value();
        CHECK(paid.data->paid().value().amount.count() == 40333);
        CHECK(*paid.data->currency == "NGN");
        CHECK(*paid.data->payer->email == "payer@example.com");

        CHECK(status_of_refusal(at.client.send(
                  paystack::create_refund{.transaction = "order-17", .amount = 40334})) == 400);
        CHECK(at.client.send(paystack::create_refund{.transaction = "order-17"})
                  .value()
                  .data->amount->count() == 40333);
        CHECK((*at.client.send(question).value().data->status == "reversed"));
        std::vector<std::string> const both{"charge.success", "refund.processed"};
        CHECK(at.all_told() == both);
        at.gateway.next_callback(sandbox::fault_kind::corrupt_callback);
        CHECK(at.gateway.repeat_callback(started.data->page->text()).value().status != 200);
        CHECK(at.all_told() == both);
    }

    TEST_CASE("YooKassa: a payment waits, is captured in part, and what is told of it nobody signs")
    {
        played<yookassa::account> at{shop_at_yookassa()};
        auto client = at.client.with(tollgate::with_tests);
        at.listener.start().value();
        at.gateway.send_callbacks_to<yookassa::account>(at.listener.url("/"));
        tollgate::money const hundred{100'00, tollgate::currency{"RUB", 2}};
        yookassa::create_payment const order{.once = idempotency_key{"order-17"},
                                             .amount = hundred,
                                             .confirmation = yookassa::confirmation{
                                                 yookassa::redirect{.return_url = "https://shop.example/"}}};
        auto const made = client.send(order).value();
        CHECK(*client.send(order).value().id == *made.id);
        CHECK(at.gateway.pay(made.confirmation->page->text()).has_value());
        CHECK((*client.send(yookassa::show_payment{.id = *made.id}).value().status == "waiting_for_capture"));
        tollgate::money const forty{40'00, hundred.in};
        auto const taken = client.send(
            yookassa::capture_payment{.id = *made.id, .once = idempotency_key{"take-17"}, .amount = forty});
        REQUIRE(taken.has_value());
        CHECK(taken->paid() == forty);
        CHECK(taken->refunded_amount->amount.count() == 0);
        CHECK(at.gateway.wait_for_callbacks(30s));
        auto const told = at.gateway.deliveries();
        REQUIRE(told.size() == 2);
        CHECK(told.front().body.starts_with(
            R"({"type":"notification","event":"payment.waiting_for_capture","object":{)"));
        CHECK(told.back().headers.empty());
    }

    TEST_CASE("Adyen: what is asked to be done with a payment is received, and whether it was done is told")
    {
        sandbox::gateway gateway{shop_at_adyen()};
        tollgate::client client{shop_at_adyen(), gateway.transport()};
        tollgate::listener listener;
        std::mutex mutex;
        std::vector<std::string> told;
        listener.on<adyen::notification>(
            "/", shop_at_adyen(),
            [&](auto const &what) {
                std::scoped_lock lock{mutex};
                told.push_back(std::string{what->event->text()} + (*what->success ? "" : " failed") + " " +
                               *what->reference + " " + std::to_string(what->amount->amount.count()));
                if (what->original_reference) told.back() += " of " + *what->original_reference;
            },
            tollgate::with_tests);
        listener.start().value();
        gateway.send_callbacks_to<adyen::account>(listener.url("/"));

        auto const refused =
            client
                .send(order_at_adyen("o-1", "scheme", {{.name = "holderName", .text = "NOT_ENOUGH_BALANCE"}}))
                .value();
        CHECK(*refused.result_code == "Refused");
        CHECK(*refused.refusal_reason_code == "12");

        auto const held =
            client.send(order_at_adyen("o-2", "scheme", {{.name = "holderName", .text = "J. Smith"}}))
                .value();
        CHECK(*held.result_code == "Authorised");
        CHECK_FALSE(held.action.has_value());
        std::string const payment = *held.psp_reference;
        adyen::capture_payment capture{
            .payment = payment, .once = idempotency_key{"too much"}, .amount = euro(10'01)};
        CHECK(*client.send(capture).value().status == "received");
        adyen::refund_payment refund{
            .payment = payment, .once = idempotency_key{"too early"}, .amount = euro(1'00)};
        CHECK(*client.send(refund).value().status == "received");
        capture.once = idempotency_key{"a part"};
        capture.amount = euro(8'00);
        auto const captured = client.send(capture).value();
        CHECK(*client.send(capture).value().psp_reference == *captured.psp_reference);
        CHECK(*captured.payment == payment);
        refund.once = idempotency_key{"one"};
        CHECK(client.send(refund).has_value());
        CHECK(gateway.balance<adyen::account>("EUR").text() == "700");
        CHECK(client.send(adyen::reverse_payment{.payment = payment, .once = idempotency_key{"the rest"}})
                  .has_value());
        CHECK(gateway.balance<adyen::account>("EUR").text() == "0");
        capture.once = idempotency_key{"of none"};
        capture.payment = "none";
        CHECK(status_of_refusal(client.send(capture)) == 422);
        CHECK(gateway.wait_for_callbacks(30s));
        std::scoped_lock lock{mutex};
        CHECK(told == std::vector<std::string>{
                          "AUTHORISATION failed o-1 1000", "AUTHORISATION o-2 1000",
                          "CAPTURE failed o-2 1001 of " + payment, "REFUND failed o-2 100 of " + payment,
                          "CAPTURE o-2 800 of " + payment, "REFUND o-2 100 of " + payment,
                          "CANCEL_OR_REFUND o-2 700 of " + payment});
        CHECK(gateway.deliveries().front().body.starts_with(R"({"live":"false","notificationItems":[{)"));
    }

    TEST_CASE("Adyen: a payer who was redirected brings back what the result is asked for with")
    {
        sandbox::gateway gateway{shop_at_adyen()};
        tollgate::client client{shop_at_adyen(), gateway.transport()};
        auto const waiting = client.send(order_at_adyen("o-3", "ideal")).value();
        CHECK(*waiting.result_code == "RedirectShopper");
        CHECK_FALSE(waiting.psp_reference.has_value());
        CHECK(*waiting.action->method == "GET");
        CHECK(*waiting.action->method_type == "ideal");
        static_cast<void>(gateway.pay(waiting.action->url->text())); // nobody is told
        std::string const back = gateway.entries<adyen::account>().back().success_url;
        std::string const start = "https://shop.example/back?order=17&redirectResult=";
        REQUIRE(back.starts_with(start));
        adyen::submit_details const details{
            .once = idempotency_key{"back"},
            .details = adyen::returned_details{
                .pairs = {{.name = "redirectResult", .text = back.substr(start.size())}}}};
        auto const paid = client.send(details).value();
        CHECK(*paid.result_code == "Authorised");
        CHECK(*paid.reference == "o-3");
        CHECK_FALSE(paid.action.has_value());

        adyen::create_session const order{.once = idempotency_key{"session"},
                                          .amount = euro(5'00),
                                          .reference = "o-4",
                                          .return_url = "https://shop.example/back",
                                          .mode = "hosted"};
        auto const session = client.send(order).value();
        static_cast<void>(gateway.decline(session.url->text()));
        auto const entries = gateway.entries<adyen::account>();
        CHECK(entries.back().state == sandbox::entry_state::declined); // the payment
        CHECK(entries.back().of == *session.id);
        std::string const result = "sandbox-" + *session.id;
        CHECK(*client.send(adyen::show_session{.id = *session.id, .result = result}).value().status ==
              "refused");
        CHECK(
            client.send(adyen::cancel_by_reference{.once = idempotency_key{"c"}, .payment_reference = "o-3"})
                .has_value());
        CHECK(*client.send(adyen::list_payment_methods{}).value().methods->back().type == "ideal");
    }
}

} // namespace
