// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"user_data"
// first-error(clang): call to deleted constructor of 'required<"user_data",
// first-error-line: here
// names-within-lines(gcc): 3 "user_data"
// names-within-lines(clang): 12 "user_data"

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

one_payment::init_form const order{
    .amount = tollgate::decimal{"149.90"},
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .user_data = "order-1042",
#endif
}; // <- here
