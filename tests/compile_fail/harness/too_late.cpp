// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: its first 2 lines do not hold: tollgate: the reason
// expect-error: tollgate: the reason
// names-within-lines: 2 tollgate: the reason

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
static_assert(1 + 1 == 3, "first this");
static_assert(1 + 1 == 3, "then that");
static_assert(1 + 1 == 3, "tollgate: the reason");
#endif
