// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc 12): .price. is not a constant expression
// first-error(gcc 13+): call to consteval function .*is not a constant expression
// expect-error(gcc 13+): .price. is not a constant expression
// first-error(clang): call to consteval function .*this_integer_may_count_minor_units_so_write_decimal_or_to_decimal_with_the_currency
// first-error-line: here

#include <tollgate/currency.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <cstdint>

namespace one_payment = tollgate::one_payment;

// A product of what only the running program knows.
one_payment::init_form form_for(std::int64_t const price, std::int64_t const count)
{
    return {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
        .amount = price * count, // <- here
#else
        .amount = tollgate::decimal{price * count},
#endif
        .user_data = "order-1042",
    };
}
