// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: the corrected twin does not build
// expect-error: tollgate: the reason

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
static_assert(1 + 1 == 3, "tollgate: the reason");
#endif
short narrowed(long wide)
{
    return wide;
}
