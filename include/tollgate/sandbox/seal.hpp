// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_SEAL_HPP
#define TOLLGATE_SANDBOX_SEAL_HPP

#include <tollgate/sandbox/document.hpp>
#include <tollgate/sealed.hpp>
#include <tollgate/secret.hpp>

namespace tollgate::inline v0::sandbox {

/// Seals an object of a callback, with its newest key, as \ref aes_256_gcm says.
/// \return whether it could be: the key has 32 bytes
[[nodiscard]] TOLLGATE_DECL bool seal_object(sealed_object const &what, secret const &key, document &in);

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/seal.ipp>
#endif

#endif
