// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `by_account` takes a piece for each value.*\[tollgate\.signing\.by_account\]
// names-within-lines(gcc): 8 signing_by_account\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_by_account\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto scheme = by_account<"version", "V1", "V2">(hex(hmac_sha256(key, body)));
#else
inline constexpr auto scheme =
    by_account<"version", "V1", "V2">(hex(hmac_sha256(key, body)), hex(hmac_sha512(key, body)));
#endif
