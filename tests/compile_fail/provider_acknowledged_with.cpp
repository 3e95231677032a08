// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: an acknowledgement holds fields of the callback.*\[tollgate\.provider\.acknowledged_with\]
// names-within-lines(gcc): 8 provider_acknowledged_with\.cpp:[0-9]+:[0-9]+: +required from here
// names-within-lines(clang): 8 provider_acknowledged_with\.cpp:[0-9]+:[0-9]+: note: in instantiation of

#include <tollgate/provider.hpp>

using namespace tollgate::signing::words;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
inline constexpr auto answer = tollgate::acknowledgement{}.with("OK" + hex(hmac_md5(key, field<"id">)));
#else
inline constexpr auto answer = tollgate::acknowledgement{}.with("OK" + field<"id">);
#endif
