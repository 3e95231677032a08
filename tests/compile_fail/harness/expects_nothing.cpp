// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: expects nothing of

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
static_assert(1 + 1 == 3, "tollgate: the reason");
#endif
