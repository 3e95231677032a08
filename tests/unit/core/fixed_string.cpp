// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/detail/fixed_string.hpp>

#include <doctest/doctest.h>

#include <string_view>
#include <type_traits>

namespace {

template <tollgate::fixed_string Name>
struct named {
    static constexpr std::string_view name = Name.view();
};

static_assert(named<"amount">::name == "amount");
static_assert(named<"">::name.empty());
static_assert(named<"a\0b">::name.size() == 3);
static_assert(std::is_same_v<named<"amount">, named<"amount">>);
static_assert(!std::is_same_v<named<"amount">, named<"Amount">>);

} // namespace

TEST_SUITE("tollgate.core.fixed_string")
{
    TEST_CASE("fixed_string: its text stays valid as long as the program runs")
    {
        std::string_view const name = named<"user_data">::name;
        CHECK(name == "user_data");
        CHECK(*(name.data() + name.size()) == '\0');
    }
}
