// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/status_order.hpp>

#include <doctest/doctest.h>

namespace {

constexpr auto order = tollgate::status_steps({{3, 9}, {9, 5}, {2, 3}, {2, 4}});

static_assert(order.follows(2, 3) && order.follows(2, 4) && order.follows(9, 5));
static_assert(order.follows(2, 5) && order.follows(3, 5),
              "through others, in whatever order they are listed");
static_assert(!order.follows(3, 2) && !order.follows(3, 4) && !order.follows(4, 3) && !order.follows(5, 2));
static_assert(!order.follows(3, 3), "not itself, without a circle");
static_assert(!order.follows(7, 2) && !order.follows(2, 7), "unknown ones neither follow nor are followed");
static_assert(tollgate::status_steps({{1, 2}, {2, 1}}).follows(1, 1), "a circle comes back");

} // namespace

TEST_SUITE("tollgate.core.status_order")
{
    TEST_CASE("status_order: it is a table that can be asked at run time")
    {
        CHECK(order.steps.size() == 4);
        CHECK(order.follows(2, 5));
        CHECK_FALSE(order.follows(5, 2));
    }
}
