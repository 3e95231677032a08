// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"partner_id"
// first-error(clang): call to deleted constructor of 'required<"partner_id",
// first-error-line: here
// names-within-lines(gcc): 3 "partner_id"
// names-within-lines(clang): 12 "partner_id"

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

one_payment::account const merchant{
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .partner_id = 12,
#endif
    .project_id = 345,
    .api_key = tollgate::secret{"pepper"},
}; // <- here
