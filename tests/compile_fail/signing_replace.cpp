// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: what is replaced must not be the empty text.*\[tollgate\.signing\.replace\]

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto item = replace<"", ",">(value);
#else
inline constexpr auto item = replace<".", ",">(value);
#endif
