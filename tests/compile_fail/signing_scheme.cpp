// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a signature's carrier takes one scheme.*\[tollgate\.signing\.scheme\]
// names-within-lines(gcc): 8 signing_scheme\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_scheme\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto rule = in_field<"sign">(key, hex(md5(body)));
#else
inline constexpr auto rule = in_field<"sign">(hex(md5(key + body)));
#endif
