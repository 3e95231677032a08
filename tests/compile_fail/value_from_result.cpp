// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: this_is_a_result_so_look_whether_it_has_a_value_and_give_that
// first-error: deleted function
// first-error-line: here

#include <tollgate/field.hpp>

#include <string_view>

struct price {
    tollgate::required<"amount", tollgate::decimal> amount;
};

price price_of(std::string_view text)
{
    return {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
        .amount = tollgate::decimal::parse(text), // <- here
#else
        .amount = tollgate::decimal::parse(text).value(),
#endif
    };
}
