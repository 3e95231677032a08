// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_CERTIFICATES_HPP
#define TOLLGATE_SANDBOX_CERTIFICATES_HPP

#include <tollgate/sandbox/validity.hpp>
#include <tollgate/version.hpp>

#include <memory>
#include <span>
#include <string>

namespace tollgate::inline v0::sandbox {

/// What a TLS server, or whoever signs messages, needs to be someone.
struct server_identity {
    std::string certificate_pem;
    std::string private_key_pem;
};

namespace detail {

struct authority_state;

} // namespace detail

/**
 * \brief A throw-away certificate authority for tests: it lives in memory and nobody else trusts it. A copy is the same authority.
 * \par Errors
 * Throws `std::runtime_error` if OpenSSL refuses a step, e.g. a host that is not a name.
 */
class authority {
public:
    TOLLGATE_DECL authority();

    /// The CA certificate, for `https_options::ca_pem`.
    [[nodiscard]] TOLLGATE_DECL std::string certificate_pem() const;

    /// A key, and a certificate for these DNS names and IP addresses.
    [[nodiscard]] TOLLGATE_DECL server_identity issue(std::span<std::string const> hosts,
                                                      validity when = {}) const;
    /// \copydoc issue
    [[nodiscard]] TOLLGATE_DECL server_identity issue(std::string const &host, validity when = {}) const;

private:
    std::shared_ptr<detail::authority_state const> state_;
};

/// An RSA key of 2048 bits, and a certificate that nobody issued, for those who verify what the key signed.
[[nodiscard]] TOLLGATE_DECL server_identity signing_identity(std::string const &name, validity when = {});

/// A certificate that nobody issued.
[[nodiscard]] TOLLGATE_DECL server_identity self_signed(std::string const &host, validity when = {});

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/certificates.ipp>
#endif

#endif
