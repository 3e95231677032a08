// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// headers-alone
// Compiled as C++17, a program hears of that first, and of nothing else.
// first-error: tollgate: C\+\+20 is needed: compile with `-std=c\+\+20`, .* \[tollgate\.config\.language\]

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
#define _MSVC_LANG 201703L // the harness compiles as C++20; this macro is asked first
#endif

#include <tollgate/version.hpp>

int main() {}
