// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: this_integer_may_count_minor_units_so_write_decimal_or_to_decimal_with_the_currency
// first-error: deleted function
// first-error-line: here

#include <tollgate/currency.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <cstdint>

namespace one_payment = tollgate::one_payment;

// What a shop keeps: kopecks. The same line is right for a gateway that takes minor units.
one_payment::init_form form_for(std::int64_t minor)
{
    return {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
        .amount = minor, // <- here
#else
        .amount = tollgate::to_decimal(minor, "RUB").value(),
#endif
        .user_data = "order-1042",
    };
}
