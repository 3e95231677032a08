// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_HASH_CRYPTOPP_IPP
#define TOLLGATE_IMPL_HASH_CRYPTOPP_IPP

#include <tollgate/hash/cryptopp.hpp>

namespace tollgate::inline v0::detail {

#ifndef TOLLGATE_HEADER_ONLY
constexpr digest_table compiled_cryptopp_digests = instantiated_digests<cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::detail

#endif
