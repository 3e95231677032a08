// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: minor_units_become_a_decimal_by_to_decimal_with_the_currency_or_the_account
// first-error: deleted function
// first-error-line: here

#include <tollgate/currency.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <cstdint>

namespace one_payment = tollgate::one_payment;

one_payment::init_form form_for(tollgate::minor_units due)
{
    return {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
        .amount = due, // <- here
#else
        .amount = tollgate::to_decimal(due, "RUB").value(),
#endif
        .user_data = "order-1042",
    };
}
