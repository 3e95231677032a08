// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: passes
// only(gcc 99+)
// expect-error: never asked

int harmless = 1;
