// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): could not convert .* from 'const char ?\[7\]' to '.*required<.*"amount"}, .*decimal
// first-error(clang): no viable conversion from 'const char ?\[7\]' to 'required<"amount", .*decimal
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
