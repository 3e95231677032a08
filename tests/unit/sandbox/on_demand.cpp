// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What a test asks of the sandbox while it runs: a fault at one place, another amount, a callback once more.

#include <tollgate/sandbox.hpp>

#include <tollgate/client.hpp>
#include <tollgate/listener.hpp>

#include <support/gateways.hpp>
#include <support/mailbox.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace one_payment = tollgate::one_payment;
namespace cactus = tollgate::cactus;
namespace sandbox = tollgate::sandbox;
namespace test = tollgate::test;
using namespace std::chrono_literals;
using sandbox::fault_kind;
using test::cactus_side;
using test::one_payment_side;
using tollgate::decimal;
using tollgate::errc;

using gateway = sandbox::gateway<one_payment::account, cactus::account>;

one_payment::init_payment payment(std::string id)
{
    return {.amount = decimal{"50.00"}, .payment_type = one_payment::sbp{}, .user_data = std::move(id)};
}

/// A sandbox, and a merchant who pays through it and hears what was paid.
struct world {
    explicit world(sandbox::options how = {})
        : gateways{std::move(how), one_payment_side::account(), cactus_side::account()}
    {
        listener.on<one_payment::payment_callback>(
            "/one", one_payment_side::account(),
            [this](auto const &callback) { heard.put(callback->merchant_price->text()); });
        listener.on<cactus::invoice_callback>(
            "/cactus", cactus_side::account(), [this](cactus_callback const &callback) {
                heard.put(std::to_string(callback->received_amount->count()));
            });
        listener.start().value();
        gateways.send_callbacks_to<one_payment::account>(listener.url("/one"));
        gateways.send_callbacks_to<cactus::account>(listener.url("/cactus"));
    }
    [[nodiscard]] std::string open(std::string id)
    {
        return *client.send(payment(std::move(id))).value().order_id;
    }
    [[nodiscard]] sandbox::entry last() const { return gateways.entries<one_payment::account>().back(); }

    using cactus_callback = tollgate::verified<cactus::invoice_callback>;
    gateway gateways;
    tollgate::client<one_payment::account> client{one_payment_side::account(), gateways.transport()};
    test::mailbox<std::string> heard;
    tollgate::listener listener;
};

} // namespace

TEST_SUITE("tollgate.sandbox.on_demand")
{
    TEST_CASE("sandbox: a fault is aimed at the next answer, carried out or not, and at no other")
    {
        world w;
        CHECK(w.client.send(payment("order-0")).has_value());
        w.gateways.next_answer(fault_kind::drop_answer, true);
        w.gateways.next_answer(fault_kind::http_500, false);
        auto const lost = w.client.send(payment("order-1"));
        REQUIRE(lost.has_error());
        CHECK(lost.error().is_unknown());
        auto const undone = w.client.send(payment("order-2"));
        REQUIRE(undone.has_error());
        CHECK(undone.error().is_unknown());
        CHECK(w.client.send(payment("order-3")).has_value());
        std::vector<std::string> there;
        for (sandbox::entry const &e : w.gateways.entries<one_payment::account>())
            there.push_back(e.merchants_id);
        CHECK(there == std::vector<std::string>{"order-0", "order-1", "order-3"});
        CHECK(w.gateways.injected_faults() ==
              std::vector<sandbox::injected_fault>{{2, 0, fault_kind::drop_answer, true},
                                                   {3, 0, fault_kind::http_500, false}});
    }

    TEST_CASE("sandbox: an answer that only comes late is carried out; a fault of another kind is refused")
    {
        sandbox::options how{.time_scale = {1, 1000}};
        world w{how};
        w.gateways.next_answer(fault_kind::delay_answer, false);
        CHECK(w.client.send(payment("order-1")).has_value());
        CHECK_THROWS_AS(w.gateways.next_answer(fault_kind::drop_callback), std::invalid_argument);
        CHECK_THROWS_AS(w.gateways.next_callback(fault_kind::drop_answer), std::invalid_argument);
    }

    TEST_CASE("sandbox: a fault is aimed at the next callback")
    {
        world w;
        std::string const id = w.open("order-1");
        w.gateways.next_callback(fault_kind::corrupt_callback);
        CHECK(w.gateways.pay(id).value().answer == "signature_mismatch");
        CHECK(w.gateways.repeat_callback(id).value().status == 200);
        CHECK(w.heard.all() == std::vector<std::string>{"50.00"});
    }

    TEST_CASE("sandbox: faults are changed while it runs, their waits too")
    {
        world w{sandbox::options{.faults = {.drop_answer = 1000}}};
        CHECK(w.client.send(payment("order-1")).has_error());
        w.gateways.set_faults({});
        CHECK(w.client.send(payment("order-2")).has_value());
        w.gateways.set_faults({.delay_callback = 1000, .delay = 1ms});
        CHECK(w.gateways.pay(w.last().id).value().status == 0);
        CHECK(w.gateways.wait_for_callbacks(30s));
        CHECK(w.heard.all() == std::vector<std::string>{"50.00"});
    }

    TEST_CASE("sandbox: callbacks are repeated after less than a second")
    {
        world w{sandbox::options{.callback_schedule = {1ms, 2ms}}};
        std::string const id = w.open("order-1");
        w.gateways.next_callback(fault_kind::drop_callback);
        w.gateways.next_callback(fault_kind::drop_callback);
        CHECK(w.gateways.pay(id).value().status == 0);
        CHECK(w.gateways.wait_for_callbacks(30s));
        CHECK(w.gateways.deliveries().size() == 3);
        CHECK(w.gateways.deliveries().back().status == 200);
    }

    TEST_CASE("sandbox: less is paid than was asked for, and callback and status say so")
    {
        world w;
        std::string const id = w.open("order-1");
        CHECK(w.gateways.pay(id, decimal{"49.99"}).value().status == 200);
        CHECK(w.heard.all() == std::vector<std::string>{"49.99"});
        CHECK(w.last().received == decimal{"49.99"});
        CHECK(w.last().amount == decimal{"50.00"});
        CHECK(w.gateways.balance<one_payment::account>("RUB") == decimal{"49.99"});
        auto const asked = w.client.reconcile<one_payment::init_payment>("order-1").value();
        CHECK(asked.merchant_price->text() == "49.99");
        CHECK(w.gateways.pay(w.open("order-2"), decimal{"0"}).error().code() == errc::refused_by_gateway);

        tollgate::client shop{cactus_side::account(), w.gateways.transport()};
        auto const form = shop.send(cactus_side::order()).value();
        CHECK(w.gateways.pay(form.page(), decimal{7}).value().status == 200);
        CHECK(w.heard.all().back() == "7");
    }

    TEST_CASE("sandbox: to pay what has its end is refused, and says what it is")
    {
        world w;
        std::string const id = w.open("order-1");
        CHECK(w.gateways.repeat_callback(id).error().message().find("the entry is pending") !=
              std::string::npos);
        CHECK(w.gateways.pay(id).value().status == 200);
        auto const again = w.gateways.pay(id);
        REQUIRE(again.has_error());
        CHECK(again.error().code() == errc::refused_by_gateway);
        CHECK(again.error().message().find("the entry is paid") != std::string::npos);
        CHECK(w.gateways.decline(id).error().message().find("the entry is paid") != std::string::npos);
        CHECK(w.heard.all().size() == 1);
        CHECK(w.gateways.balance<one_payment::account>("RUB") == decimal{"50.00"});
        CHECK(w.gateways.repeat_callback(id).value().status == 200);
        CHECK(w.heard.all().size() == 2);
    }

    TEST_CASE("sandbox: a callback that is only a test moves nothing, and reaches no handler")
    {
        world w;
        std::string const id = w.open("order-1");
        auto const told = w.gateways.send_test_callback<one_payment::account>(id).value();
        CHECK(told.status == 200);
        CHECK(told.body.find(R"("test":1)") != std::string::npos);
        CHECK(w.heard.all().empty());
        CHECK(w.last().state == sandbox::entry_state::pending);
        auto const received =
            tollgate::receive<one_payment::payment_callback>(one_payment_side::account(), told.body);
        CHECK(received.error().code() == errc::test_message);
        CHECK(w.gateways.send_test_callback<one_payment::account>("none").error().code() ==
              errc::missing_field);
    }
}
