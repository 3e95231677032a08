// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: what chooses among the keys of a keyring is a header alone.*\[tollgate\.signing\.keyed_by\]
// names-within-lines(gcc): 8 signing_keyed_by\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 signing_keyed_by\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;
using tollgate::signing::words::header;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto scheme = base64(rsa_pkcs1<sha256>(keyed_by<"keys">("K" + header<"Serial">), body));
#else
inline constexpr auto scheme = base64(rsa_pkcs1<sha256>(keyed_by<"keys">(header<"Serial">), body));
#endif
