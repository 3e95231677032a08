// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `name` and `value` must stand inside.*\[tollgate\.signing\.word_outside_join\]

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto rule = in_field<"sign">(hex(sha256(value + key)));
#else
inline constexpr auto rule = in_field<"sign">(hex(sha256(join("", value, fields | but<"sign">) + key)));
#endif
