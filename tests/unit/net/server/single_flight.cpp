// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/net/server/single_flight.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
using tollgate::detail::single_flight;

/// Notes that it has the right to a name, and gives it back.
asio::awaitable<void> note(single_flight &flights, std::string name, std::vector<std::string> &entered)
{
    auto const mine = co_await flights.enter(name);
    entered.push_back(std::move(name));
}

} // namespace

TEST_SUITE("tollgate.net.server.single_flight")
{
    TEST_CASE("single_flight: a second one of a name waits, another name does not")
    {
        asio::io_context loop;
        single_flight flights;
        std::vector<std::string> entered;
        std::optional<single_flight::permit> first = flights.enter_at_once("order-1");
        REQUIRE(first);
        CHECK_FALSE(flights.enter_at_once("order-1"));
        asio::co_spawn(loop, note(flights, "order-1", entered), asio::detached);
        asio::co_spawn(loop, note(flights, "order-2", entered), asio::detached);
        loop.poll();
        CHECK(entered == std::vector<std::string>{"order-2"});
        first.reset();
        loop.run();
        CHECK(entered == std::vector<std::string>{"order-2", "order-1"});
        CHECK(flights.enter_at_once("order-1")); // nothing is left behind
    }

    TEST_CASE("single_flight: all who wait get their turn, one after the other")
    {
        asio::thread_pool loop{2};
        single_flight flights;
        std::atomic<int> inside = 0;
        std::atomic<int> done = 0;
        std::atomic<bool> was_alone = true;
        auto const enter = [&]() -> asio::awaitable<void> {
            auto const mine = co_await flights.enter("order-1");
            if (++inside != 1) was_alone = false;
            --inside;
            ++done;
        };
        for (int i = 0; i != 100; ++i)
            asio::co_spawn(asio::make_strand(loop), enter, asio::detached);
        loop.join();
        CHECK(was_alone);
        CHECK(done == 100);
    }

    TEST_CASE("single_flight: the empty name is nobody's")
    {
        asio::io_context loop;
        single_flight flights;
        std::vector<std::string> entered;
        auto const one = flights.enter_at_once("");
        auto const other = flights.enter_at_once("");
        CHECK(one);
        CHECK(other);
        asio::co_spawn(loop, note(flights, "", entered), asio::detached);
        loop.run();
        CHECK(entered.size() == 1);
    }

    TEST_CASE("single_flight: one that is dropped while it waits holds up nobody")
    {
        single_flight flights;
        std::vector<std::string> entered;
        std::optional<single_flight::permit> first = flights.enter_at_once("order-1");
        {
            asio::io_context ends_early;
            asio::co_spawn(ends_early, note(flights, "order-1", entered), asio::detached);
            ends_early.poll();
            first.reset(); // posts to a loop that runs no more
        }
        CHECK(entered.empty());
        CHECK(flights.enter_at_once("order-1"));
    }
}
