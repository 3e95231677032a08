// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Razorpay, Paystack and YooKassa, played by the sandbox from their descriptions and tables.

#include <tollgate/sandbox/gateway.hpp>
#include <tollgate/sandbox/paystack.hpp>
#include <tollgate/sandbox/razorpay.hpp>
#include <tollgate/sandbox/yookassa.hpp>

#include <tollgate/client.hpp>
#include <tollgate/listener.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace sandbox = tollgate::sandbox;
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

TEST_SUITE("the sandbox: Razorpay, Paystack, YooKassa")
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
}

} // namespace
