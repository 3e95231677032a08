// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// When which endpoint is tried (RFC 8305): without sockets, at moments of the test's own.

#include <tollgate/impl/net/client/exchange_deadline.hpp>
#include <tollgate/impl/net/client/happy_eyeballs.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using tollgate::exchange_step;
using tollgate::detail::exchange_deadline;
using tollgate::detail::happy_eyeballs;
using moment = happy_eyeballs::clock::time_point;
using duration = happy_eyeballs::clock::duration;

moment const start{std::chrono::hours{10}};

happy_eyeballs with(std::uint16_t count, duration delay)
{
    std::vector<happy_eyeballs::endpoint> to;
    for (std::uint16_t port = 1; port <= count; ++port)
        to.emplace_back(asio::ip::address_v4::loopback(), port);
    return {std::move(to), delay};
}

/// Which is tried at that moment; 0: none.
int port_of(std::optional<happy_eyeballs::endpoint> const &tried)
{
    return tried ? tried->port() : 0;
}

} // namespace

TEST_SUITE("tollgate.net.client.happy_eyeballs")
{
    TEST_CASE("happy_eyeballs: each has a time alone, then the next one starts beside it")
    {
        auto order = with(3, 250ms);
        CHECK(port_of(order.next(start)) == 1);
        CHECK(port_of(order.next(start)) == 0);
        CHECK(order.next_at() == start + 250ms);
        CHECK(port_of(order.next(start + 249ms)) == 0);
        CHECK(port_of(order.next(start + 250ms)) == 2);
        CHECK(order.next_at() == start + 500ms);
        CHECK(port_of(order.next(start + 700ms)) == 3);
        CHECK(order.next_at() == moment::max());
        CHECK(port_of(order.next(start + 10h)) == 0);
        CHECK_FALSE(order.is_over());
    }

    TEST_CASE("happy_eyeballs: one that fails has the next one tried at once, which has its time alone again")
    {
        auto order = with(3, 250ms);
        CHECK(port_of(order.next(start)) == 1);
        order.failed();
        CHECK(port_of(order.next(start + 1ms)) == 2);
        CHECK(order.next_at() == start + 251ms);
        CHECK(port_of(order.next(start + 2ms)) == 0);
        order.failed();
        CHECK_FALSE(order.is_over());
        CHECK(port_of(order.next(start + 3ms)) == 3);
        order.failed();
        CHECK(order.is_over());
    }

    TEST_CASE("happy_eyeballs: it is over when all have failed, not when the last one has")
    {
        auto order = with(2, 0ms);
        CHECK(port_of(order.next(start)) == 1);
        CHECK(port_of(order.next(start)) == 2);
        order.failed();
        CHECK_FALSE(order.is_over());
        order.failed();
        CHECK(order.is_over());
    }

    TEST_CASE("happy_eyeballs: a delay may be as long as there is")
    {
        auto order = with(2, duration::max());
        CHECK(port_of(order.next(start)) == 1);
        CHECK(order.next_at() == moment::max());
        CHECK(port_of(order.next(start + std::chrono::hours{24 * 365})) == 0);
        order.failed();
        CHECK(port_of(order.next(start)) == 2);
    }
}

TEST_SUITE("tollgate.net.client.exchange_deadline")
{
    tollgate::step_budgets const budgets{
        .resolve = 5s, .connect = 10s, .handshake = 10s, .write = 30s, .read = duration::max()};

    TEST_CASE("exchange_deadline: a step is over with its budget, or at the deadline if that is earlier")
    {
        exchange_deadline time{tollgate::deadline{start + 20s}};
        CHECK(time.due() == start + 20s);
        time.begin(exchange_step::resolving, budgets, start);
        CHECK(time.due() == start + 5s);
        time.begin(exchange_step::connecting, budgets, start + 4s);
        CHECK(time.due() == start + 14s);
        time.begin(exchange_step::handshake, budgets, start + 14s);
        CHECK(time.due() == start + 20s);
        time.begin(exchange_step::writing, budgets, start + 15s);
        CHECK(time.due() == start + 20s);
        time.begin(exchange_step::reading, budgets, start + 16s);
        CHECK(time.due() == start + 20s);
        CHECK_FALSE(time.has_passed(start + 20s - 1ns));
        CHECK(time.has_passed(start + 20s));
    }

    TEST_CASE("exchange_deadline: nothing overflows, and a budget of no time is over at once")
    {
        exchange_deadline time{tollgate::deadline{moment::max()}};
        CHECK(time.due() < moment::max()); // which stands for a timer that is not set
        time.begin(exchange_step::connecting, {.connect = duration::max() - 1ns}, start);
        CHECK(time.due() < moment::max());
        CHECK(time.due() > start + std::chrono::hours{24 * 36'500});
        time.begin(exchange_step::connecting, {.connect = duration::min()}, start);
        CHECK(time.due() < start);
        CHECK_FALSE(time.has_passed(start + std::chrono::hours{24 * 36'500}));
        CHECK(exchange_deadline{tollgate::deadline{moment::min()}}.has_passed(start));
    }
}
