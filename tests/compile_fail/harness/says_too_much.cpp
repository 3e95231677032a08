// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: it also said: .nor_this
// expect-error: not_this
// unsaid: .nor_this

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
int first = not_this;
int second = but_nor_this;
#else
int first = 1;
int second = 2;
#endif
