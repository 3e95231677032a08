// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_CRYPTOPP_HPP
#define TOLLGATE_HASH_CRYPTOPP_HPP

#include <tollgate/hash/digest_functions.hpp>
#include <tollgate/hash/hmac.hpp>
#include <tollgate/hash/policy.hpp>
#include <tollgate/hash/public_key_policy.hpp>

#include <cryptopp/sha.h>

// Without this macro Crypto++ warns about MD5. A program's own setting of it stays as it was.
#pragma push_macro("CRYPTOPP_ENABLE_NAMESPACE_WEAK")
#undef CRYPTOPP_ENABLE_NAMESPACE_WEAK
#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include <cryptopp/md5.h>
#pragma pop_macro("CRYPTOPP_ENABLE_NAMESPACE_WEAK")

#include <cstddef>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

/// The Crypto++ class of each algorithm, as a result type; never defined.
CryptoPP::Weak1::MD5 cryptopp_type(hash::md5);
CryptoPP::SHA1 cryptopp_type(hash::sha1);
CryptoPP::SHA256 cryptopp_type(hash::sha256);
CryptoPP::SHA384 cryptopp_type(hash::sha384);
CryptoPP::SHA512 cryptopp_type(hash::sha512);

/// A digest under way in Crypto++, whose hash objects overwrite themselves when they go.
template <hash::algorithm Algorithm>
class cryptopp_state {
public:
    using algorithm = Algorithm;

    void update(void const *bytes, std::size_t size) noexcept
    {
        hash_.Update(static_cast<CryptoPP::byte const *>(bytes), size);
    }
    void finish(unsigned char *digest) noexcept { hash_.Final(digest); }

private:
    decltype(cryptopp_type(Algorithm{})) hash_;
};

template <hash::signature_scheme Scheme>
class cryptopp_public_key;
template <hash::signature_scheme Scheme>
class cryptopp_private_key;
class cryptopp_ciphers;

} // namespace detail

/**
 * \brief Digests by Crypto++ 8.7 or newer; a `hash_policy`.
 * \details Neither `digest` nor an `hmac` allocates memory.
 */
struct cryptopp_hash {
    /// The digest of the bytes of `text`.
    template <hash::algorithm Algorithm>
    [[nodiscard]] static hash::digest<Algorithm> digest(std::string_view text) noexcept
    {
        return detail::complete(detail::cryptopp_state<Algorithm>{}, text);
    }

    /// \copydoc detail::keyed_hmac
    template <hash::algorithm Algorithm>
    using hmac = detail::keyed_hmac<detail::cryptopp_state<Algorithm>>;

    /// A gateway's public key; include `tollgate/hash/cryptopp_public_key.hpp` to use it.
    template <hash::signature_scheme Scheme>
    using public_key = detail::cryptopp_public_key<Scheme>;
    /// The merchant's private key; include `tollgate/hash/cryptopp_private_key.hpp` to use it.
    template <hash::signature_scheme Scheme>
    using private_key = detail::cryptopp_private_key<Scheme>;
    /// What opens sealed contents and derives keys; include `tollgate/hash/cryptopp_ciphers.hpp` to use it.
    using ciphers = detail::cryptopp_ciphers;
};

static_assert(hash_policy<cryptopp_hash>);

#ifndef TOLLGATE_HEADER_ONLY
namespace detail {

// A program that does not find this links no tollgate::compiled_cryptopp.
extern digest_table const compiled_cryptopp_digests;
template <>
inline constexpr digest_table const &digests_of<cryptopp_hash> = compiled_cryptopp_digests;

} // namespace detail
#endif

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/hash/cryptopp.ipp>
#endif

#endif
