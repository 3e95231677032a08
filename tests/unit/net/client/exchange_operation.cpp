// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// An exchange up to its first packet, by a clock of the test's own: what it waits for, until when, and what its end means.

#include <tollgate/impl/net/client/exchange_operation.hpp>

#include <support/manual_clock.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using tollgate::errc;
using tollgate::exchange_step;
using tollgate::https_options;
using tollgate::detail::exchange_operation;
using tollgate::testing::manual_clock;
using waiting = exchange_operation::waiting;

tollgate::wire_request const question{
    .method = "GET", .host = "shop.test", .target = "/", .headers = {}, .body = {}};

struct queued final : exchange_operation::waiter {
    queued() : waiter{tollgate::detail::io_mode::blocking} {}
    void granted(std::shared_ptr<waiter>, exchange_operation::lease given) override
    {
        got.emplace(std::move(given));
    }
    std::optional<exchange_operation::lease> got;
};

/// A transport whose clock the test moves.
struct scene {
    explicit scene(https_options options = {})
        : state{std::make_shared<tollgate::detail::transport_state>(std::move(options), manual_clock::now)}
    {
    }
    std::unique_ptr<exchange_operation> make(std::chrono::seconds by)
    {
        return std::make_unique<exchange_operation>(
            state, tollgate::detail::socket_context{not_run->get_executor(), not_run}, question,
            tollgate::detail::authority{"shop.test", 443}, tollgate::deadline{manual_clock::now() + by},
            tollgate::detail::exchange_tracer{state->options.observer, question, manual_clock::now});
    }
    std::shared_ptr<asio::io_context> not_run = std::make_shared<asio::io_context>();
    std::shared_ptr<tollgate::detail::transport_state> state;
};

void check_not_sent(exchange_operation &ended, errc code, std::string_view said = {})
{
    REQUIRE(ended.is_finished());
    CHECK(ended.waits_for() == waiting::nothing);
    auto const got = ended.take_result();
    REQUIRE(got.has_error());
    CAPTURE(got.error());
    CHECK(got.error().code() == code);
    CHECK(got.error().is_not_sent());
    CHECK(got.error().message().find(said) != std::string::npos);
}

} // namespace

TEST_SUITE("tollgate.net.client.exchange_operation")
{
    TEST_CASE("exchange_operation: with a deadline that has passed, nothing is begun")
    {
        scene at;
        auto const late = at.make(0s);
        late->start(std::make_shared<queued>());
        check_not_sent(*late, errc::deadline_exceeded);
    }

    TEST_CASE("exchange_operation: resolving is waited for up to its budget, which the sentence names")
    {
        scene at;
        auto const operation = at.make(60s);
        auto const start = manual_clock::now();
        operation->start(std::make_shared<queued>());
        CHECK(operation->waits_for() == waiting::addresses);
        CHECK(operation->host_to_resolve() == "shop.test");
        CHECK(operation->due() == start + 5s);
        manual_clock::advance(5s - 1ns);
        operation->time_has_passed();
        CHECK(operation->waits_for() == waiting::addresses);
        manual_clock::advance(1ns);
        operation->time_has_passed();
        check_not_sent(*operation, errc::deadline_exceeded, "The time for resolving with shop.test");
        operation->resolved({}, {asio::ip::address_v4::loopback()}); // too late
        CHECK(operation->waits_for() == waiting::nothing);
    }

    TEST_CASE("exchange_operation: a deadline before the budget's end is the step's end")
    {
        scene at;
        auto const operation = at.make(2s);
        operation->start(std::make_shared<queued>());
        CHECK(operation->due() == manual_clock::now() + 2s);
        manual_clock::advance(2s);
        operation->time_has_passed();
        check_not_sent(*operation, errc::deadline_exceeded, "The deadline passed");
    }

    TEST_CASE("exchange_operation: a host that has no address ends it, and gives its place back")
    {
        https_options options;
        options.connections_per_host = 1;
        scene at{std::move(options)};
        for (auto const &ec : {boost::system::error_code{asio::error::host_not_found}, {}}) {
            auto const operation = at.make(60s);
            operation->start(std::make_shared<queued>());
            REQUIRE(operation->waits_for() == waiting::addresses);
            operation->resolved(ec, {});
            check_not_sent(*operation, errc::resolve_failed);
        }
    }

    TEST_CASE("exchange_operation: one that finds no connection waits, up to the deadline, and is served in "
              "its turn")
    {
        https_options options;
        options.connections_per_host = 1;
        options.waiting_limit = 2;
        scene at{std::move(options)};
        auto holding = at.make(600s);
        holding->start(std::make_shared<queued>());

        auto const impatient = at.make(1s);
        auto const patient = at.make(60s);
        auto const one_too_many = at.make(60s);
        auto const first = std::make_shared<queued>();
        auto const second = std::make_shared<queued>();
        impatient->start(first);
        patient->start(second);
        one_too_many->start(std::make_shared<queued>());
        CHECK(impatient->waits_for() == waiting::connection);
        CHECK(patient->waits_for() == waiting::connection);
        CHECK(patient->due() == manual_clock::now() + 60s);
        check_not_sent(*one_too_many, errc::too_many_waiting);

        manual_clock::advance(1s);
        impatient->time_has_passed();
        check_not_sent(*impatient, errc::deadline_exceeded);

        holding->stop(errc::cancelled);
        check_not_sent(*holding, errc::cancelled);
        CHECK_FALSE(first->got.has_value()); // it has left the queue
        REQUIRE(second->got.has_value());
        patient->lease_given(*std::move(second->got));
        CHECK(patient->waits_for() == waiting::addresses);
    }

    TEST_CASE("exchange_operation: a connection that comes when the time is over goes to the next one")
    {
        https_options options;
        options.connections_per_host = 1;
        scene at{std::move(options)};
        auto const holding = at.make(600s);
        holding->start(std::make_shared<queued>());
        auto const late = at.make(60s);
        auto const waiter = std::make_shared<queued>();
        late->start(waiter);
        holding->stop(errc::cancelled);
        REQUIRE(waiter->got.has_value()); // granted, and not yet told of
        late->stop(errc::cancelled);
        check_not_sent(*late, errc::cancelled);
        late->lease_given(*std::exchange(waiter->got, std::nullopt));
        auto const next = at.make(60s);
        next->start(std::make_shared<queued>());
        CHECK(next->waits_for() == waiting::addresses);
    }

    TEST_CASE("exchange_operation: an observer is told by the same clock how long each step took")
    {
        struct line {
            exchange_step step;
            std::chrono::nanoseconds took;
        };
        std::vector<line> told;
        https_options options;
        options.connections_per_host = 1;
        options.observer = [&](tollgate::exchange_event const &event) {
            told.push_back({event.step, event.took});
        };
        scene at{std::move(options)};
        auto const operation = at.make(60s);
        auto const waiter = std::make_shared<queued>();
        auto held = at.state->connections->take(tollgate::detail::io_mode::blocking, "shop.test");
        REQUIRE(held.has_value());
        operation->start(waiter);
        manual_clock::advance(3s);
        held.reset();
        REQUIRE(waiter->got.has_value());
        operation->lease_given(*std::move(waiter->got));
        manual_clock::advance(2s);
        operation->stop(errc::cancelled);
        REQUIRE(told.size() == 3);
        CHECK(told[0].step == exchange_step::waiting);
        CHECK(told[0].took == 3s);
        CHECK(told[1].step == exchange_step::resolving);
        CHECK(told[1].took == 2s);
        CHECK(told[2].step == exchange_step::finished);
        CHECK(told[2].took == 5s);
    }
}
