// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: an example needs a whole scheme.*\[tollgate\.signing\.example_text\]
// names-within-lines(gcc): 8 signing_example_text\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_example_text\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/signing/example.hpp>
#include <tollgate/signing/words.hpp>

using namespace tollgate::signing::words;

auto text_of(tollgate::signing::context const &example)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return signed_text_of(name + "=" + value, example);
#else
    return signed_text_of(join("&", name + "=" + value, fields), example);
#endif
}
