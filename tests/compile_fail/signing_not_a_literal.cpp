// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a fixed text must be a literal.*\[tollgate\.signing\.not_a_literal\]
// names-within-lines(gcc): 8 signing_not_a_literal\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_not_a_literal\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

#include <string_view>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr std::string_view version = "v1";
inline constexpr auto scheme = hex(hmac_sha256(version, body));
#else
inline constexpr auto scheme = hex(hmac_sha256("v1", body));
#endif
