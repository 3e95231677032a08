// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): invalid operands of types 'const char ?\[7\]' and 'const char ?\[2\]' to binary 'operator\+'
// first-error(clang): invalid operands to binary expression \('const char\[7\]' and 'const char\[2\]'\)
// first-error-line: here

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto scheme = hex(md5("shop42" + "|" + key)); // <- here
#else
inline constexpr auto scheme = hex(md5("shop42|" + key));
#endif
