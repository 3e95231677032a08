// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/callback/store.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using tollgate::claim;
using tollgate::memory_store;

struct answers_with_words {
    std::string begin(std::string_view);
    void commit(std::string_view);
    void abort(std::string_view);
};
struct cannot_abort {
    claim begin(std::string_view);
    void commit(std::string_view);
};
static_assert(!tollgate::callback_store<answers_with_words>);
static_assert(!tollgate::callback_store<cannot_abort>);

} // namespace

TEST_SUITE("tollgate.callback_store")
{
    TEST_CASE("memory_store: the first is first, the next hear how it stands")
    {
        memory_store store;
        CHECK(store.begin("a") == claim::first);
        CHECK(store.begin("a") == claim::in_progress);
        CHECK(store.begin("b") == claim::first);
        store.commit("a");
        CHECK(store.begin("a") == claim::done);
        CHECK(store.begin("b") == claim::in_progress);
    }

    TEST_CASE("memory_store: after an abort the next is first again")
    {
        memory_store store;
        REQUIRE(store.begin("a") == claim::first);
        store.abort("a");
        CHECK(store.size() == 0);
        CHECK(store.begin("a") == claim::first);
    }

    TEST_CASE("memory_store: what is done stays done")
    {
        memory_store store;
        REQUIRE(store.begin("a") == claim::first);
        store.commit("a");
        store.abort("a");
        store.commit("a");
        CHECK(store.begin("a") == claim::done);
        CHECK(store.size() == 1);
    }

    TEST_CASE("memory_store: the one done longest ago is forgotten first, and nothing that is in progress")
    {
        memory_store store{3};
        REQUIRE(store.begin("working") == claim::first);
        for (int i = 0; i != 100; ++i) {
            REQUIRE(store.begin(std::to_string(i)) == claim::first);
            store.commit(std::to_string(i));
            CHECK(store.size() <= store.capacity() + 1);
        }
        CHECK(store.size() == 4);
        CHECK(store.begin("working") == claim::in_progress);
        for (char const *const recent : {"97", "98", "99"})
            CHECK(store.begin(recent) == claim::done);
        CHECK(store.begin("96") == claim::first);
    }

    TEST_CASE("memory_store: a commit without a begin counts")
    {
        memory_store store{1};
        store.commit("a");
        CHECK(store.begin("a") == claim::done);
        store.commit("b");
        CHECK(store.size() == 1);
    }

    TEST_CASE("memory_store: a capacity of nothing remembers one")
    {
        memory_store store{0};
        CHECK(store.capacity() == 1);
        store.commit("a");
        CHECK(store.begin("a") == claim::done);
    }

    TEST_CASE("memory_store: of many threads one is first")
    {
        constexpr int names = 500;
        memory_store store;
        std::atomic<int> firsts = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t != 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i != names; ++i) {
                    std::string const name = std::to_string(i);
                    if (store.begin(name) != claim::first) continue;
                    ++firsts;
                    store.commit(name);
                }
            });
        for (std::thread &each : threads)
            each.join();
        CHECK(firsts == names);
    }
}
