// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a cipher takes its key and one text.*\[tollgate\.signing\.cipher\]
// names-within-lines(gcc): 8 signing_cipher\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_cipher\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto derived = des3_cbc<zero_bytes>(unbase64(key));
#else
inline constexpr auto derived = des3_cbc<zero_bytes>(unbase64(key), field<"order">);
#endif
