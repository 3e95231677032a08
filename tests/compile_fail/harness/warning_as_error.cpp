// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// harness: passes
// flags: -Werror=unused-variable
// expect-error: unused variable 'order' \[-Werror.*unused-variable
// first-error-line: here

int main()
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    int order = 7; // <- here
#endif
}
