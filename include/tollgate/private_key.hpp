// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PRIVATE_KEY_HPP
#define TOLLGATE_PRIVATE_KEY_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/derived_keys.hpp>
#include <tollgate/error.hpp>
#include <tollgate/public_key.hpp>
#include <tollgate/secret.hpp>

#include <cstddef>
#include <ostream>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

struct private_key_access;

} // namespace detail

/**
 * \brief The merchant's private key, with which requests are signed: RSA, of 2048 to 16384 bits.
 * \details A member of an account: `required<"private_key", private_key>`. A scheme signs with it by
 * `rsa_pkcs1<sha256>(signed_by<"private_key">, text)`. It is read once, when it is made; it cannot be printed, compared or sent, and its
 * bytes are overwritten when it goes.
 *
 * The text is PEM: one PRIVATE KEY (PKCS#8) or RSA PRIVATE KEY (PKCS#1), not encrypted.
 * \par Thread safety
 * A constant one may be used from several threads.
 */
class private_key {
public:
    /**
     * \brief A key from its text.
     * \par Errors
     * Throws `std::invalid_argument` for a text that is none. Use \ref from_text for text that comes from outside.
     */
    TOLLGATE_DECL explicit private_key(std::string_view pem);
    explicit private_key(char const *pem) : private_key{std::string_view{pem == nullptr ? "" : pem}} {}
    private_key(std::nullptr_t) = delete;

    /// \par Errors
    /// \li errc::invalid_private_key if the text is not such a key; the error says why, and shows nothing of the text
    [[nodiscard]] TOLLGATE_DECL static result<private_key> from_text(std::string_view pem);

    /// The half of the key that anybody may have, for those who verify: to be given to the gateway, or to a test.
    [[nodiscard]] TOLLGATE_DECL public_key public_half() const;
    /// How many bits its modulus has.
    [[nodiscard]] TOLLGATE_DECL std::size_t bits() const noexcept;

    bool operator==(private_key const &) const = delete;
    friend std::ostream &operator<<(std::ostream &, private_key const &) = delete;

private:
    friend struct detail::private_key_access;

    explicit private_key(detail::secret_bytes der) noexcept : der_{std::move(der)} {}

    detail::secret_bytes der_; ///< The RSAPrivateKey of RFC 8017, appendix A.1.2.
};

namespace detail {

/// The one door to a private key's bytes; only signing goes through it.
struct private_key_access {
    [[nodiscard]] static std::string_view der(private_key const &of) noexcept { return of.der_.view(); }
    /// What a hash policy made of the key, for as long as the key lives.
    [[nodiscard]] static derived_keys const &derived(private_key const &of) noexcept
    {
        return *of.der_.derived();
    }
};

} // namespace detail

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/private_key.ipp>
#endif

#endif
