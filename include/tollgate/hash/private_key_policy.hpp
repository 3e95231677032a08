// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_PRIVATE_KEY_POLICY_HPP
#define TOLLGATE_HASH_PRIVATE_KEY_POLICY_HPP

#include <tollgate/hash/policy.hpp>
#include <tollgate/hash/public_key_policy.hpp>

#include <array>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

template <class P, class Scheme>
concept signs_by = requires(typename P::template private_key<Scheme> const &key, std::string_view text) {
    {
        P::template private_key<Scheme>::from_der(text)
    } -> std::same_as<std::optional<typename P::template private_key<Scheme>>>;
    { key.sign(text) } -> std::same_as<std::string>;
};

} // namespace detail

/**
 * \brief Where requests are signed with a `private_key`.
 *
 * | expression | type | meaning |
 * |---|---|---|
 * | `P::template private_key<S>::from_der(der)` | `std::optional<P::template private_key<S>>` | the key, from the RSAPrivateKey of RFC 8017, appendix A.1.2; nothing if it cannot be used, or its halves do not belong together |
 * | `key.sign(text)` on a constant one | `std::string` | the signature's bytes; empty if there is none |
 *
 * `S` is `hash::rsa_pkcs1<A>`, for each `A` of SHA-1, SHA-256, SHA-384 and SHA-512. A policy is one once its keys are included:
 * `cryptopp_hash` with `tollgate/hash/cryptopp_private_key.hpp`, `openssl_hash` with `tollgate/hash/openssl_private_key.hpp`. A key
 * overwrites its numbers when it goes.
 * \par Thread safety
 * A constant key may be used from several threads at once.
 */
template <class P>
concept private_key_policy =
    detail::signs_by<P, hash::rsa_pkcs1<hash::sha1>> && detail::signs_by<P, hash::rsa_pkcs1<hash::sha256>> &&
    detail::signs_by<P, hash::rsa_pkcs1<hash::sha384>> && detail::signs_by<P, hash::rsa_pkcs1<hash::sha512>>;

namespace detail {

/// A policy's private key without its type.
class signing_key {
public:
    signing_key() = default;
    signing_key(signing_key const &) = delete;
    signing_key &operator=(signing_key const &) = delete;
    virtual ~signing_key() = default;

    /// The signature's bytes; empty if there is none.
    [[nodiscard]] virtual std::string sign(std::string_view text) const = 0;
};

template <class Key>
class signing_key_of final : public signing_key {
public:
    explicit signing_key_of(Key key) : key_{std::move(key)} {}

    [[nodiscard]] std::string sign(std::string_view text) const override { return key_.sign(text); }

private:
    Key key_;
};

/// Makes a key of its DER; null if it cannot be used.
using make_signing_key = std::unique_ptr<signing_key const> (*)(std::string_view der);

/// With RSASSA-PKCS1-v1_5 and MD5 (which signs nothing), SHA-1, SHA-256, SHA-384 and SHA-512, in this order.
using signing_table = std::array<make_signing_key, 5>;

template <class Hash, class Algorithm>
inline constexpr make_signing_key make_key_of =
    [](std::string_view der) -> std::unique_ptr<signing_key const> {
    using key = typename Hash::template private_key<hash::rsa_pkcs1<Algorithm>>;
    std::optional<key> made = key::from_der(der);
    if (!made) return nullptr;
    return std::make_unique<signing_key_of<key>>(*std::move(made));
};

template <class Hash>
inline constexpr signing_table instantiated_signing_functions{
    nullptr, make_key_of<Hash, hash::sha1>, make_key_of<Hash, hash::sha256>, make_key_of<Hash, hash::sha384>,
    make_key_of<Hash, hash::sha512>};

/// What signs takes. A reference for the same reason as `digests_of`.
template <class Hash>
inline constexpr signing_table const &signing_functions_of = instantiated_signing_functions<Hash>;

} // namespace detail

} // namespace tollgate::inline v0

#endif
