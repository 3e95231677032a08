// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a signature must be text.*\[tollgate\.signing\.raw_signature\]

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto rule = in_field<"sign">(sha256(operation + key));
#else
inline constexpr auto rule = in_field<"sign">(hex(sha256(operation + key)));
#endif
