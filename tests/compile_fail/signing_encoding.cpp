// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `hex`, `upper_hex` and `raw` take one digest.*\[tollgate\.signing\.encoding\]
// names-within-lines(gcc): 8 signing_encoding\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_encoding\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto scheme = hex(body + key);
#else
inline constexpr auto scheme = hex(sha256(body + key));
#endif
