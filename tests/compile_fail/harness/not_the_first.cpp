// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: its first error is another
// first-error: tollgate: the reason

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
static_assert(1 + 1 == 3, "first this");
static_assert(1 + 1 == 3, "tollgate: the reason");
#endif
