// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"project_id"
// first-error(clang): call to deleted constructor of 'required<"project_id",
// first-error-line: here
// names-within-lines(gcc): 3 "project_id"
// names-within-lines(clang): 12 "project_id"

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::project_balance const message{
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .project_id = "2",
#endif
    .currency = "USD",
}; // <- here
