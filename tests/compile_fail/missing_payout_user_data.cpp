// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"user_data"
// first-error(clang): call to deleted constructor of 'required<"user_data",
// first-error-line: here
// names-within-lines(gcc): 3 "user_data"
// names-within-lines(clang): 12 "user_data"

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

one_payment::init_payout const message{
    .amount = 150,
    .to = one_payment::payout_to_card{.destination = "4111111111111111"},
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .user_data = "payout-7",
#endif
}; // <- here
