// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: an example is signed by a whole scheme.*\[tollgate\.signing\.example_signature\]
// names-within-lines(gcc): 8 signing_example_signature\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_example_signature\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/signing/example.hpp>
#include <tollgate/signing/words.hpp>

using namespace tollgate::signing::words;

auto signature_for(tollgate::signing::context const &example)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return signature_of(base64(ed25519(body)), example);
#else
    return signature_of(base64(hmac_sha256(key, body)), example);
#endif
}
