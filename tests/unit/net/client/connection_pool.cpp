// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Who gets which connection, and when: without sockets, and by a clock of the test's own.

#include <tollgate/impl/net/client/connection_pool.hpp>

#include <support/manual_clock.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using tollgate::detail::connection_slot;
using tollgate::detail::io_mode;
using tollgate::testing::manual_clock;

struct pretended_connection {
    explicit pretended_connection(connection_slot right, std::string to, io_mode kind = io_mode::blocking)
        : slot{std::move(right)},
          host{std::move(to)},
          how{kind}
    {
        ++alive;
    }
    pretended_connection(pretended_connection const &) = delete;
    pretended_connection &operator=(pretended_connection const &) = delete;
    ~pretended_connection() { --alive; }
    [[nodiscard]] io_mode mode() const { return how; }
    [[nodiscard]] bool is_quiet() const { return quiet; }

    connection_slot slot;
    std::string host;
    io_mode how;
    bool quiet = true;
    std::chrono::steady_clock::time_point idle_since{};

    static inline std::atomic<int> alive = 0;
};

using pool_type = tollgate::detail::connection_pool<pretended_connection>;
using lease = pool_type::lease;

std::string const shop = "shop.test";

std::shared_ptr<pool_type> make_pool(tollgate::detail::pool_limits limits)
{
    return std::make_shared<pool_type>(limits, manual_clock::now);
}

/// Keeps what it is granted.
struct queued final : pool_type::waiter {
    explicit queued(io_mode how = io_mode::blocking) : waiter{how} {}
    void granted(std::shared_ptr<waiter>, lease given) override { got.emplace(std::move(given)); }
    std::optional<lease> got;
};

std::unique_ptr<pretended_connection> open(lease right, io_mode how = io_mode::blocking)
{
    REQUIRE(right.reusable == nullptr);
    return std::make_unique<pretended_connection>(std::move(right.slot), shop, how);
}

std::unique_ptr<pretended_connection> open_first(pool_type &pool, io_mode how = io_mode::blocking)
{
    auto right = pool.take(how, shop);
    REQUIRE(right.has_value());
    return open(*std::move(right), how);
}

} // namespace

TEST_SUITE("tollgate.net.client.connection_pool")
{
    TEST_CASE("connection_pool: at most so many to one host, and another host has its own")
    {
        auto const pool = make_pool({.connections = 2, .waiting = 10, .idle = 4s});
        auto const first = pool->take(io_mode::blocking, shop);
        auto second = pool->take(io_mode::blocking, shop);
        CHECK(first.has_value());
        CHECK(second.has_value());
        CHECK_FALSE(pool->take(io_mode::blocking, shop).has_value());
        CHECK(pool->take(io_mode::blocking, "other.test").has_value());
        second.reset(); // a right that is not used goes back
        CHECK(pool->take(io_mode::blocking, shop).has_value());
    }

    TEST_CASE("connection_pool: who waits is served first come, first served, by what is given back")
    {
        auto const pool = make_pool({.connections = 1, .waiting = 10, .idle = 4s});
        auto used = open_first(*pool);
        auto const first = std::make_shared<queued>();
        auto const second = std::make_shared<queued>();
        CHECK(pool->enqueue(first, shop));
        CHECK(pool->enqueue(second, shop));
        CHECK_FALSE(first->got.has_value());

        auto *const same = used.get();
        pool->give(std::move(used));
        REQUIRE(first->got.has_value());
        CHECK(first->got->reusable.get() == same);
        CHECK_FALSE(second->got.has_value());

        first->got.reset(); // closed instead of given back: a new one may be opened
        REQUIRE(second->got.has_value());
        CHECK(second->got->reusable == nullptr);
    }

    TEST_CASE("connection_pool: nobody is served before those who wait")
    {
        /// Gives back at once, and then asks like one who has just come.
        struct pushing final : pool_type::waiter {
            explicit pushing(pool_type &asked) : waiter{io_mode::blocking}, pool{asked} {}
            void granted(std::shared_ptr<waiter>, lease given) override
            {
                {
                    auto const dropped = std::move(given);
                }
                got_past = pool.take(io_mode::blocking, shop).has_value();
            }
            pool_type &pool;
            std::optional<bool> got_past;
        };
        auto const pool = make_pool({.connections = 1, .waiting = 10, .idle = 4s});
        auto held = pool->take(io_mode::blocking, shop);
        auto const first = std::make_shared<pushing>(*pool);
        auto const second = std::make_shared<queued>();
        CHECK(pool->enqueue(first, shop));
        CHECK(pool->enqueue(second, shop));
        held.reset();
        CHECK(first->got_past == false);
        CHECK(second->got.has_value());
    }

    TEST_CASE(
        "connection_pool: more waiting ones than allowed are refused, unless they can be served at once")
    {
        auto const pool = make_pool({.connections = 1, .waiting = 1, .idle = 4s});
        auto const lucky = std::make_shared<queued>();
        CHECK(pool->enqueue(lucky, shop));
        CHECK(lucky->got.has_value());
        auto const patient = std::make_shared<queued>();
        auto const refused = std::make_shared<queued>();
        CHECK(pool->enqueue(patient, shop));
        CHECK_FALSE(pool->enqueue(refused, shop));
        lucky->got.reset();
        CHECK(patient->got.has_value());
        patient->got.reset();
        CHECK_FALSE(refused->got.has_value());
    }

    TEST_CASE("connection_pool: one that withdraws, or is gone, is passed over")
    {
        auto const pool = make_pool({.connections = 1, .waiting = 10, .idle = 4s});
        auto held = pool->take(io_mode::blocking, shop);
        auto const withdrawn = std::make_shared<queued>();
        auto gone = std::make_shared<queued>();
        auto const last = std::make_shared<queued>();
        for (auto const &each : {withdrawn, gone, last})
            CHECK(pool->enqueue(each, shop));
        pool->withdraw(*withdrawn, shop);
        gone.reset();
        held.reset();
        CHECK_FALSE(withdrawn->got.has_value());
        CHECK(last->got.has_value());
        pool->withdraw(*last, shop); // too late: it has been granted
        CHECK(last->got.has_value());
    }

    TEST_CASE(
        "connection_pool: an idle connection is used again up to its limit, and is closed at the next use")
    {
        auto const pool = make_pool({.connections = 5, .waiting = 10, .idle = 4s});
        auto const before = pretended_connection::alive.load();
        pool->give(open_first(*pool));
        manual_clock::advance(3999ms);
        auto again = pool->take(io_mode::blocking, shop);
        REQUIRE(again.has_value());
        REQUIRE(again->reusable != nullptr);

        pool->give(std::move(again->reusable));
        manual_clock::advance(4s);
        CHECK(pretended_connection::alive == before + 1);
        // Whatever the pool is used for.
        CHECK(pool->take(io_mode::blocking, "other.test").has_value());
        CHECK(pretended_connection::alive == before);
        auto const fresh = pool->take(io_mode::blocking, shop);
        REQUIRE(fresh.has_value());
        CHECK(fresh->reusable == nullptr);
    }

    TEST_CASE("connection_pool: limits of idleness that are no time, or more than there is")
    {
        using duration = std::chrono::steady_clock::duration;
        auto const before = pretended_connection::alive.load();
        for (auto const none : {duration::zero(), duration::min()}) {
            auto const pool = make_pool({.connections = 1, .waiting = 10, .idle = none});
            pool->give(open_first(*pool));
            CHECK(pretended_connection::alive == before);
        }
        auto const pool = make_pool({.connections = 1, .waiting = 10, .idle = duration::max()});
        pool->give(open_first(*pool));
        manual_clock::advance(std::chrono::hours{1'000'000});
        auto const again = pool->take(io_mode::blocking, shop);
        REQUIRE(again.has_value());
        CHECK(again->reusable != nullptr);
    }

    TEST_CASE("connection_pool: the one that was used last is used first, and one that spoke is closed")
    {
        auto const pool = make_pool({.connections = 5, .waiting = 10, .idle = 4s});
        auto older = open_first(*pool);
        auto newer = open_first(*pool);
        auto *const expected = older.get();
        newer->quiet = false;
        pool->give(std::move(older));
        pool->give(std::move(newer));
        auto const before = pretended_connection::alive.load();
        auto const again = pool->take(io_mode::blocking, shop);
        REQUIRE(again.has_value());
        CHECK(again->reusable.get() == expected);
        CHECK(pretended_connection::alive == before - 1);
    }

    TEST_CASE("connection_pool: modes share the limit, not the connections")
    {
        auto const pool = make_pool({.connections = 1, .waiting = 10, .idle = 4s});
        pool->give(open_first(*pool, io_mode::asynchronous));
        auto const before = pretended_connection::alive.load();
        auto const other = pool->take(io_mode::blocking, shop);
        REQUIRE(other.has_value());
        CHECK(other->reusable == nullptr);
        CHECK(pretended_connection::alive == before - 1); // it made room
        CHECK_FALSE(pool->take(io_mode::asynchronous, shop).has_value());
    }

    TEST_CASE("connection_pool: a waiter that gives back at once does not nest, however many there are")
    {
        struct passing final : pool_type::waiter {
            explicit passing(int &counted) : waiter{io_mode::blocking}, count{counted} {}
            void granted(std::shared_ptr<waiter>, lease given) override
            {
                ++count;
                given = {};
            }
            int &count;
        };
        constexpr int many = 100'000;
        auto const pool = make_pool({.connections = 1, .waiting = many, .idle = 4s});
        auto held = pool->take(io_mode::blocking, shop);
        int served = 0;
        std::vector<std::shared_ptr<passing>> waiting;
        for (int i = 0; i != many; ++i) {
            waiting.push_back(std::make_shared<passing>(served));
            REQUIRE(pool->enqueue(waiting.back(), shop));
        }
        held.reset();
        CHECK(served == many);
    }

    TEST_CASE("connection_pool: a connection outlives its pool's user, and its slot the pool's last handle")
    {
        auto pool = make_pool({.connections = 1, .waiting = 10, .idle = 4s});
        auto used = open_first(*pool);
        std::weak_ptr<pool_type> const observed = pool;
        pool.reset();
        CHECK_FALSE(observed.expired()); // it counts the open one
        used.reset();
        CHECK(observed.expired());

        auto other = make_pool({.connections = 1, .waiting = 10, .idle = 4s});
        other->give(open_first(*other));
        std::weak_ptr<pool_type> const kept = other;
        auto const before = pretended_connection::alive.load();
        other.reset();
        CHECK(kept.expired()); // an idle one does not keep it
        CHECK(pretended_connection::alive == before - 1);
    }

    TEST_CASE("connection_pool: several threads never have more than the limit")
    {
        auto const pool = make_pool({.connections = 3, .waiting = 1000, .idle = 4s});
        std::atomic<int> in_use = 0;
        std::atomic<int> most = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t != 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i != 2'000; ++i) {
                    auto given = pool->take(io_mode::blocking, shop);
                    if (!given) continue;
                    int const now = ++in_use;
                    for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
                    }
                    auto connection =
                        given->reusable
                            ? std::move(given->reusable)
                            : std::make_unique<pretended_connection>(std::move(given->slot), shop);
                    --in_use;
                    if (i % 3 != 0) pool->give(std::move(connection));
                }
            });
        for (auto &each : threads)
            each.join();
        CHECK(most >= 1);
        CHECK(most <= 3);
    }
}
