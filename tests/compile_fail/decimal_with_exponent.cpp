// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: this_is_no_plain_decimal_number_of_at_most_18_digits
// first-error: (this_is_no_plain_decimal_number|call to consteval function .tollgate::)
// names-within-lines(gcc 12): 10 this_is_no_plain_decimal_number
// names-within-lines(gcc 13+): 13 this_is_no_plain_decimal_number
// names-within-lines(clang): 5 this_is_no_plain_decimal_number
// first-error-line(clang): here

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

one_payment::init_form const order{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    .amount = tollgate::decimal{"5e1"}, // <- here
#else
    .amount = tollgate::decimal{"50"},
#endif
    .user_data = "order-1042",
};
