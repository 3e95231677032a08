// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_PUBLIC_KEY_POLICY_HPP
#define TOLLGATE_HASH_PUBLIC_KEY_POLICY_HPP

#include <tollgate/error.hpp>
#include <tollgate/hash/policy.hpp>

#include <concepts>
#include <string_view>

namespace tollgate::inline v0 {

namespace hash {

/// What a signature scheme asks of its key.
enum class key_kind { rsa, elliptic_curve, ed25519 };

/// The digests that a signature may be made of. MD5 is none: two texts with one digest are found in seconds.
template <class T>
concept signed_algorithm = algorithm<T> && !std::same_as<T, md5>;

/// RSASSA-PKCS1-v1_5: RFC 8017, section 8.2.
template <signed_algorithm Algorithm>
struct rsa_pkcs1 {
    using algorithm = Algorithm;
    static constexpr key_kind key = key_kind::rsa;
};

/// RSASSA-PSS: RFC 8017, section 8.1. MGF1 with the same digest, and a salt as long as the digest.
template <signed_algorithm Algorithm>
struct rsa_pss {
    using algorithm = Algorithm;
    static constexpr key_kind key = key_kind::rsa;
};

/**
 * \brief ECDSA over P-256, P-384 or P-521: FIPS 186-5, section 6.
 * \details The signature is the DER of `SEQUENCE { r INTEGER, s INTEGER }`, as RFC 3279, section 2.2.3, has it.
 * The bare `r || s` of JSON Web Signatures is refused; a gateway that sends it needs it converted first.
 * \par Security
 * Who knows the signature (r, s) also knows (r, n - s), which is as valid. So a signature is no name for a
 * message: tell repeated messages apart by what they say.
 */
template <signed_algorithm Algorithm>
struct ecdsa {
    using algorithm = Algorithm;
    static constexpr key_kind key = key_kind::elliptic_curve;
};

/// Ed25519, without a context or digest of its own: RFC 8032, section 5.1.
struct ed25519 {
    static constexpr key_kind key = key_kind::ed25519;
};

template <class T>
inline constexpr bool is_signature_scheme = std::same_as<T, ed25519>;
template <class Algorithm>
inline constexpr bool is_signature_scheme<rsa_pkcs1<Algorithm>> = true;
template <class Algorithm>
inline constexpr bool is_signature_scheme<rsa_pss<Algorithm>> = true;
template <class Algorithm>
inline constexpr bool is_signature_scheme<ecdsa<Algorithm>> = true;

template <class T>
concept signature_scheme = is_signature_scheme<T>;

} // namespace hash

namespace detail {

template <class Key>
concept verifying_key = std::copyable<Key> && requires(Key const &key, std::string_view text) {
    { Key::from_pem(text) } -> std::same_as<result<Key>>;
    { key.verify(text, text) } noexcept -> std::same_as<bool>;
};

template <class P, class Scheme>
concept verifies = verifying_key<typename P::template public_key<Scheme>>;

template <class P, class Algorithm>
concept verifies_with = verifies<P, hash::rsa_pkcs1<Algorithm>> && verifies<P, hash::rsa_pss<Algorithm>> &&
                        verifies<P, hash::ecdsa<Algorithm>>;

} // namespace detail

/**
 * \brief Where public-key signatures are verified.
 *
 * | expression | type | meaning |
 * |---|---|---|
 * | `P::template public_key<S>::from_pem(pem)` | `result<P::template public_key<S>>` | the gateway's key |
 * | `key.verify(text, signature)` on a constant one | `bool` | whether `signature` signs the bytes of `text` |
 *
 * `S` is each of the schemes in \ref tollgate::hash "hash". A policy is one once its keys are included: `cryptopp_hash` with
 * `tollgate/hash/cryptopp_public_key.hpp`, `openssl_hash` with `tollgate/hash/openssl_public_key.hpp`.
 *
 * The text is PEM: one PUBLIC KEY (SubjectPublicKeyInfo) or CERTIFICATE (X.509). A certificate is taken for its
 * key alone; nobody looks at its dates, its issuer or its signature. RSA keys have 2048 to 16384 bits, keys for
 * ECDSA are on P-256, P-384 or P-521.
 *
 * A key for Ed25519 may also be `whpk_` and the base64 of its 32 bytes, as Standard Webhooks has it.
 *
 * The signature is bytes: what a gateway sends in base64 or hexadecimal digits is decoded first. A malformed one
 * is a wrong one. So is any while memory runs out.
 *
 * \par Errors
 * \li errc::invalid_public_key if the text is not such a key, or not of the kind that the scheme needs
 * \par Thread safety
 * A constant key may be used from several threads at once.
 */
template <class P>
concept public_key_policy = detail::verifies_with<P, hash::sha1> && detail::verifies_with<P, hash::sha256> &&
                            detail::verifies_with<P, hash::sha384> &&
                            detail::verifies_with<P, hash::sha512> && detail::verifies<P, hash::ed25519>;

} // namespace tollgate::inline v0

#endif
