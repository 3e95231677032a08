// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: the corrected twin does not build
// expect-error: tollgate: the reason

static_assert(1 + 1 == 3, "tollgate: the reason");
