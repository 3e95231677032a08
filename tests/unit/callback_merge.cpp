// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/callback/merge.hpp>

#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace {

using tollgate::merge;
using tollgate::merged;
using tollgate::standing;
using payment = tollgate::one_payment::payment_callback;
using number = std::int64_t;

template <class Callback>
concept merges_by_itself = requires { merge<Callback>(number{}, number{}); };
static_assert(merges_by_itself<payment>);
static_assert(!merges_by_itself<tollgate::cactus::invoice_callback>, "its numbers are undocumented");

constexpr number statuses[] = {1, 2, 3, 4, 5, 9, 77};

number after(std::vector<number> const &delivered)
{
    number known = delivered.front();
    for (number const status : delivered)
        known = merge<payment>(known, status).status;
    return known;
}

/// The last of the list, in whatever order its members are delivered.
void check_any_order_ends_at_the_last(std::vector<number> chain)
{
    number const last = chain.back();
    std::ranges::sort(chain);
    do {
        CHECK(after(chain) == last);
    } while (std::ranges::next_permutation(chain).found);
}

} // namespace

TEST_SUITE("tollgate.callback_order")
{
    TEST_CASE("merge: 1Payment's success stays, whatever comes late, until it is refunded")
    {
        CHECK(merge<payment>(number{3}, number{2}) == merged<number>{3, standing::older});
        CHECK(merge<payment>(number{3}, number{4}) == merged<number>{3, standing::contradicts});
        CHECK(merge<payment>(number{3}, number{9}) == merged<number>{9, standing::newer});
        CHECK(merge<payment>(number{9}, number{5}) == merged<number>{5, standing::newer});
        CHECK(merge<payment>(number{5}, number{3}) == merged<number>{5, standing::older});
    }

    TEST_CASE("merge: a success after a failure is no decision of ours")
    {
        CHECK(merge<payment>(number{4}, number{3}) == merged<number>{4, standing::contradicts});
    }

    TEST_CASE("merge: a status that the order does not list decides nothing")
    {
        CHECK(merge<payment>(number{3}, number{77}) == merged<number>{3, standing::contradicts});
        CHECK(merge<payment>(number{77}, number{3}) == merged<number>{77, standing::contradicts});
        CHECK(merge<payment>(number{77}, number{77}) == merged<number>{77, standing::repeated});
    }

    TEST_CASE("merge: an enumeration merges like its numbers")
    {
        using enum tollgate::one_payment::status;
        CHECK(merge<payment>(pending, success).status == success);
        CHECK(merge<payment>(success, pending).status == success);
    }

    TEST_CASE("merge: delivering a status twice changes nothing")
    {
        for (number const known : statuses)
            for (number const arrived : statuses) {
                number const once = merge<payment>(known, arrived).status;
                CHECK(merge<payment>(once, arrived).status == once);
                CHECK(merge<payment>(known, known).arrived == standing::repeated);
            }
    }

    TEST_CASE("merge: a status is left only along the steps that are listed")
    {
        for (number const known : statuses)
            for (number const arrived : statuses) {
                bool const left = merge<payment>(known, arrived).status != known;
                CHECK(left == payment::status_order.follows(known, arrived));
                if (known == 4 || known == 5) CHECK_FALSE(left);
            }
    }

    TEST_CASE("merge: where each status follows the others, the order of delivery does not matter")
    {
        check_any_order_ends_at_the_last({1, 2, 3, 9, 5});
        check_any_order_ends_at_the_last({1, 2, 4});
        check_any_order_ends_at_the_last({2, 5});
    }

    TEST_CASE("merge: Cactus's statuses merge by the merchant's own table")
    {
        constexpr auto mine = tollgate::status_steps({{10, 20}, {10, 30}});
        CHECK(merge(mine, number{10}, number{20}).status == 20);
        CHECK(merge(mine, number{20}, number{10}).status == 20);
        CHECK(merge(mine, number{20}, number{30}).arrived == standing::contradicts);
    }
}
