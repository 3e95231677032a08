// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_HASH_OPENSSL_IPP
#define TOLLGATE_IMPL_HASH_OPENSSL_IPP

#include <tollgate/hash/openssl.hpp>

namespace tollgate::inline v0::detail {

#ifndef TOLLGATE_HEADER_ONLY
constexpr digest_table compiled_openssl_digests = instantiated_digests<openssl_hash>;
#endif

} // namespace tollgate::inline v0::detail

#endif
