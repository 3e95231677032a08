// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"merchant_id"
// first-error(clang): call to deleted constructor of 'required<"merchant_id",
// first-error-line: here
// names-within-lines(gcc): 3 "merchant_id"
// names-within-lines(clang): 12 "merchant_id"

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::account const merchant{
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .merchant_id = "M-77",
#endif
    .site_id = 4,
    .salt = tollgate::secret{"pepper"},
}; // <- here
