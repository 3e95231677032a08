// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_KEY_PAIR_HPP
#define TOLLGATE_SANDBOX_KEY_PAIR_HPP

#include <tollgate/config.hpp>

#include <string>

namespace tollgate::inline v0::sandbox {

/// A throw-away pair of RSA keys of 2048 bits: of a merchant, or of a gateway that the sandbox plays.
struct key_pair {
    std::string private_pem; ///< PKCS#8.
    std::string public_pem;

    /// \par Errors
    /// Throws `std::runtime_error` if OpenSSL cannot make one.
    [[nodiscard]] TOLLGATE_DECL static key_pair make();
};

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/key_pair.ipp>
#endif

#endif
