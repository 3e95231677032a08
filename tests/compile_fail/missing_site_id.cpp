// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"site_id"
// first-error(clang): call to deleted constructor of 'required<"site_id",
// first-error-line: here
// names-within-lines(gcc): 3 "site_id"
// names-within-lines(clang): 12 "site_id"

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::account const merchant{
    .merchant_id = "M-77",
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .site_id = 4,
#endif
    .salt = tollgate::secret{"pepper"},
}; // <- here
