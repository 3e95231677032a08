// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: passes
// expect-error: tollgate: say \[why\]; not \[only that
// expect-error(gcc): static assertion failed
// expect-error(clang): static assertion failed
// first-error-line: here
// names-within-lines(gcc): 3 say
// names-within-lines(clang): 3 say

#include <tollgate/version.hpp>

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
static_assert(TOLLGATE_VERSION_MAJOR < 0, "tollgate: say [why]; not [only that"); // <- here
#else
static_assert(TOLLGATE_VERSION_MAJOR >= 0, "tollgate: say [why]; not [only that");
#endif
