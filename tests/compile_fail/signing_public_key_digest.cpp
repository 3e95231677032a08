// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a public-key signature names its digest by a word.*\[tollgate\.signing\.public_key_digest\]
// names-within-lines(gcc): 8 signing_public_key_digest\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_public_key_digest\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto scheme = base64(rsa_pkcs1<md5>(body));
#else
inline constexpr auto scheme = base64(rsa_pkcs1<sha256>(body));
#endif
