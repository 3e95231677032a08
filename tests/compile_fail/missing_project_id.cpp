// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"project_id"
// first-error(clang): call to deleted constructor of 'required<"project_id",
// first-error-line: here
// names-within-lines(gcc): 3 "project_id"
// names-within-lines(clang): 12 "project_id"

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

one_payment::account const merchant{
    .partner_id = 12,
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .project_id = 345,
#endif
    .api_key = tollgate::secret{"pepper"},
}; // <- here
