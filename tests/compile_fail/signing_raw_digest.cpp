// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a digest must be encoded before it is joined.*\[tollgate\.signing\.raw_digest\]

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto scheme = hex(sha1(md5(key) + key));
#else
inline constexpr auto scheme = hex(sha1(hex(md5(key)) + key));
#endif
