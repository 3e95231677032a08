// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: a_secret_is_made_by_secret_from_text_or_secret_from_environment
// first-error: deleted function
// first-error-line: here

#include <tollgate/providers/one_payment.hpp>

namespace one_payment = tollgate::one_payment;

one_payment::account const shop{
    .partner_id = 1,
    .project_id = 1,
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    .api_key = "key", // <- here
#else
    .api_key = tollgate::secret{"key"},
#endif
};
