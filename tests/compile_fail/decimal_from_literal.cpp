// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: text_is_not_read_by_itself_so_write_decimal_parse_or_for_a_literal_decimal
// first-error: deleted function
// first-error-line: here

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

one_payment::init_form const order{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    .amount = "149.90", // <- here
#else
    .amount = tollgate::decimal{"149.90"},
#endif
    .user_data = "order-1042",
};
