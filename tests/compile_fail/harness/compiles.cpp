// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: compiled, but must not
// expect-error: static assertion failed

static_assert(true, "static assertion failed");
