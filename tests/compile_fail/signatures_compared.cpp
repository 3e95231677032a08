// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function 'bool tollgate::.*signature::operator==\(
// first-error(clang): overload resolution selected deleted operator '=='
// first-error-line: here

#include <tollgate/providers/cactus.hpp>
#include <tollgate/signing/signature.hpp>

#include <string_view>

using tollgate::signing::signature;

bool is_right(signature const &received, signature const &expected)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return received == expected; // <- here
#else
    return tollgate::signing::equal_in_constant_time(received.text(), expected.text());
#endif
}
