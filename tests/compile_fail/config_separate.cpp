// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// headers-alone
// first-error: define TOLLGATE_SEPARATE_COMPILATION .*\[tollgate\.config\.separate\]
// names-within-lines: 3 tollgate\.config\.separate

#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
#define TOLLGATE_SEPARATE_COMPILATION
#endif

#include <tollgate/src/core.hpp>
