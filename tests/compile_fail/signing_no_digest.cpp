// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a scheme must be a digest.*\[tollgate\.signing\.no_digest\]

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto rule = in_field<"sign">(operation + key);
#else
inline constexpr auto rule = in_field<"sign">(hex(sha256(operation + key)));
#endif
