// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/transport/detail/turnstile.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
using tollgate::detail::turnstile;

turnstile at_the_door_of(asio::io_context &loop)
{
    return turnstile{asio::any_io_executor{loop.get_executor()}};
}

} // namespace

TEST_SUITE("tollgate.transport.turnstile")
{
    TEST_CASE("turnstile: one at a time, in their order, and who comes from inside waits")
    {
        asio::io_context loop;
        auto const gate = at_the_door_of(loop);
        std::vector<int> seen;
        gate.post([&] {
            gate.execute([&] { seen.push_back(2); });
            gate.execute([&] { seen.push_back(3); });
            seen.push_back(1);
        });
        loop.run();
        CHECK(seen == std::vector{1, 2, 3});
    }

    TEST_CASE("turnstile: nobody is inside with another, whatever the threads")
    {
        constexpr int each = 2'000;
        asio::io_context loop{4};
        auto const gate = at_the_door_of(loop);
        std::atomic<bool> inside = false;
        std::atomic<int> meetings = 0;
        int passed = 0; // not atomic: the gate must do
        for (int i = 0; i != each; ++i)
            asio::post(loop, [&] {
                gate.execute([&] {
                    if (inside.exchange(true)) ++meetings;
                    ++passed;
                    inside = false;
                });
            });
        std::vector<std::thread> threads;
        for (int i = 0; i != 4; ++i)
            threads.emplace_back([&loop] { loop.run(); });
        for (auto &one : threads)
            one.join();
        CHECK(passed == each);
        CHECK(meetings == 0);
    }

    TEST_CASE("turnstile: a handler that throws lets the next one in")
    {
        asio::io_context loop;
        auto const gate = at_the_door_of(loop);
        bool passed = false;
        gate.post([&] {
            gate.execute([&] { passed = true; });
            throw std::runtime_error{"on the way"};
        });
        CHECK_THROWS_AS(loop.run(), std::runtime_error);
        loop.run();
        CHECK(passed);
    }

    TEST_CASE(
        "turnstile: a loop that ends early takes those with it who wait, also if they own the turnstile")
    {
        std::weak_ptr<int> left;
        {
            asio::io_context loop;
            auto const owned = std::make_shared<int>();
            left = owned;
            auto const gate = at_the_door_of(loop);
            gate.post([&gate, owned] {
                for (int i = 0; i != 3; ++i)
                    gate.execute([gate, owned] {});
            });
            loop.run_one();
        }
        CHECK(left.expired());
    }
}
