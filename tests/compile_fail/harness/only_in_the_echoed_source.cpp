// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: it did not say: merchant_id
// expect-error: merchant_id

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
int x = misspelt(/* merchant_id */);
#endif
