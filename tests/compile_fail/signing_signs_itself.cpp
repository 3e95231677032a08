// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a signature must not sign itself.*\[tollgate\.signing\.signs_itself\]

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto rule = in_field<"sign">(hex(sha256(join("", value, fields | by_name) + key)));
#else
inline constexpr auto rule =
    in_field<"sign">(hex(sha256(join("", value, fields | but<"sign"> | by_name) + key)));
#endif
