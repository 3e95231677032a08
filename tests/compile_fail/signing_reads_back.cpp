// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a public-key signature must stand alone.*\[tollgate\.signing\.reads_back\]

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto rule = in_header<"Signature">(lower(base64(ed25519(body))));
#else
inline constexpr auto rule = in_header<"Signature">(base64(ed25519(body)));
#endif
