// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_HASH_CRYPTOPP_PRIVATE_KEY_IPP
#define TOLLGATE_IMPL_HASH_CRYPTOPP_PRIVATE_KEY_IPP

#include <tollgate/hash/cryptopp_private_key.hpp>

namespace tollgate::inline v0::detail {

#ifndef TOLLGATE_HEADER_ONLY
constexpr signing_table compiled_cryptopp_signing_functions = instantiated_signing_functions<cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::detail

#endif
