// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a rule takes another scheme that gives a text.*\[tollgate\.signing\.other_scheme\]

#include "support/acme.hpp"

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto rule = acme::schemes::pairs.with(hmac_md5(key, body));
#else
inline constexpr auto rule = acme::schemes::pairs.with(hex(hmac_md5(key, body)));
#endif
