// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: an HMAC takes its key and one text.*\[tollgate\.signing\.hmac\]
// names-within-lines(gcc): 8 signing_hmac\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_hmac\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto scheme = hex(hmac_sha256(body));
#else
inline constexpr auto scheme = hex(hmac_sha256(key, body));
#endif
