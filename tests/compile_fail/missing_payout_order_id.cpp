// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"order_id"
// first-error(clang): call to deleted constructor of 'required<"order_id",
// first-error-line: here
// names-within-lines(gcc): 3 "order_id"
// names-within-lines(clang): 12 "order_id"

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

one_payment::status_payout const message{
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .order_id = "5678",
#endif
}; // <- here
