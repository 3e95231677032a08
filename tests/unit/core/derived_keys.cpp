// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/derived_keys.hpp>

#include <tollgate/secret.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using tollgate::detail::derived_keys;
using tollgate::detail::secret_access;

void doubled() {}
void tripled() {}

/// Counts those of its kind that are alive.
struct counted {
    explicit counted(int of) : value{of} { ++alive; }
    counted(counted const &) = delete;
    counted &operator=(counted const &) = delete;
    ~counted() { --alive; }

    int value;
    static inline std::atomic<int> alive = 0;
};

template <auto How>
counted const *get(derived_keys const &from, int value)
{
    return from.get<counted>({{How}}, [value] { return std::make_unique<counted>(value); });
}

static_assert(!std::is_copy_constructible_v<derived_keys>);

} // namespace

TEST_SUITE("tollgate.core.derived_keys")
{
    TEST_CASE("derived_keys: what is made once is given again")
    {
        derived_keys const keys;
        counted const *const first = get<doubled>(keys, 2);
        REQUIRE(first != nullptr);
        CHECK(first->value == 2);
        CHECK(get<doubled>(keys, 7) == first);
    }

    TEST_CASE("derived_keys: kinds are kept apart, whatever their order")
    {
        derived_keys const keys;
        counted const *const two = get<doubled>(keys, 2);
        counted const *const three = get<tripled>(keys, 3);
        CHECK(two != three);
        CHECK(get<doubled>(keys, 0) == two);
        CHECK(get<tripled>(keys, 0) == three);
    }

    TEST_CASE("derived_keys: what cannot be made is asked for again")
    {
        derived_keys const keys;
        CHECK(keys.get<counted>({{doubled}}, [] { return std::unique_ptr<counted>{}; }) == nullptr);
        CHECK(get<doubled>(keys, 2)->value == 2);
    }

    TEST_CASE("derived_keys: everything goes with them")
    {
        {
            derived_keys const keys;
            CHECK(get<doubled>(keys, 2) != get<tripled>(keys, 3));
            CHECK(counted::alive == 2);
        }
        CHECK(counted::alive == 0);
    }

    TEST_CASE("derived_keys: threads that come at once find one that all of them keep")
    {
        derived_keys const keys;
        std::vector<std::thread> threads;
        std::atomic<int> wrong = 0;
        for (int i = 0; i != 8; ++i)
            threads.emplace_back([&] {
                for (int again = 0; again != 1000; ++again)
                    if (get<doubled>(keys, 2)->value != 2 || get<tripled>(keys, 3)->value != 3) ++wrong;
            });
        for (auto &each : threads)
            each.join();
        CHECK(wrong == 0);
    }

    TEST_CASE("derived_keys: a copy of a secret has its own, and they move with it")
    {
        tollgate::secret first{"one"};
        tollgate::secret const copy = first;
        auto const *const of_first = secret_access::derived(first, 0);
        REQUIRE(of_first != nullptr);
        CHECK(secret_access::derived(copy, 0) != of_first);
        tollgate::secret const moved = std::move(first);
        CHECK(secret_access::derived(moved, 0) == of_first);
    }

    TEST_CASE("derived_keys: a secret that is given another's bytes loses what was made of its own")
    {
        tollgate::secret assigned{"one"};
        tollgate::secret const other{"two"};
        CHECK(get<doubled>(*secret_access::derived(assigned, 0), 1)->value == 1);
        assigned = other;
        CHECK(get<doubled>(*secret_access::derived(assigned, 0), 2)->value == 2);
        CHECK(get<doubled>(*secret_access::derived(other, 0), 3)->value == 3);
    }

    TEST_CASE("derived_keys: each key of a rotation has its own")
    {
        tollgate::secret const both = tollgate::secret{"new"}.replacing(tollgate::secret{"old"});
        CHECK(secret_access::derived(both, 0) != secret_access::derived(both, 1));
    }
}
