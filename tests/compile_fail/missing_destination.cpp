// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"destination"
// first-error(clang): call to deleted constructor of 'required<"destination",
// first-error-line: here
// names-within-lines(gcc): 3 "destination"
// names-within-lines(clang): 12 "destination"

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

one_payment::payout_to_card const to{
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .destination = "4111111111111111",
#endif
}; // <- here
