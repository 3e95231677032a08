// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: the item of a join must hold.*\[tollgate\.signing\.item\]

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto pairs = join("&", key, fields | by_name);
#else
inline constexpr auto pairs = join("&", name + "=" + value, fields | by_name);
#endif
