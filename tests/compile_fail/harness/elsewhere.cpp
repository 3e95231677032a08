// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: its first error is not at line
// expect-error: tollgate: the reason
// first-error-line: here

int marked = 1; // <- here
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
static_assert(1 + 1 == 3, "tollgate: the reason");
#endif
