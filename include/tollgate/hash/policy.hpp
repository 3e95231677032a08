// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_POLICY_HPP
#define TOLLGATE_HASH_POLICY_HPP

#include <tollgate/version.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>

namespace tollgate::inline v0 {

/// The digest algorithms, as types. Their sizes are in bytes.
namespace hash {

struct md5 {
    static constexpr std::string_view name = "MD5";
    static constexpr std::size_t size = 16;
    static constexpr std::size_t block_size = 64;
};
struct sha1 {
    static constexpr std::string_view name = "SHA-1";
    static constexpr std::size_t size = 20;
    static constexpr std::size_t block_size = 64;
};
struct sha256 {
    static constexpr std::string_view name = "SHA-256";
    static constexpr std::size_t size = 32;
    static constexpr std::size_t block_size = 64;
};
struct sha384 {
    static constexpr std::string_view name = "SHA-384";
    static constexpr std::size_t size = 48;
    static constexpr std::size_t block_size = 128;
};
struct sha512 {
    static constexpr std::string_view name = "SHA-512";
    static constexpr std::size_t size = 64;
    static constexpr std::size_t block_size = 128;
};

template <class T>
concept algorithm = std::same_as<T, md5> || std::same_as<T, sha1> || std::same_as<T, sha256> ||
                    std::same_as<T, sha384> || std::same_as<T, sha512>;

/// The raw bytes of a digest, as long as the algorithm says.
template <algorithm Algorithm>
using digest = std::array<unsigned char, Algorithm::size>;

} // namespace hash

namespace detail {

template <class P, class Algorithm>
concept computes = requires(std::string_view text, typename P::template hmac<Algorithm> const &keyed) {
    { P::template digest<Algorithm>(text) } -> std::same_as<hash::digest<Algorithm>>;
    requires std::constructible_from<typename P::template hmac<Algorithm>, std::string_view>;
    { keyed(text) } -> std::same_as<hash::digest<Algorithm>>;
};

} // namespace detail

/**
 * \brief Where digests come from.
 *
 * | expression | type | meaning |
 * |---|---|---|
 * | `P::template digest<A>(text)` | `hash::digest<A>` | the digest of the bytes of `text` |
 * | `typename P::template hmac<A>{key}` | | an HMAC, keyed once; overwrites its copy of the key when it goes |
 * | `keyed(text)` on a constant one | `hash::digest<A>` | the HMAC of `text`; may be called any number of times |
 *
 * `A` is each of the algorithms in \ref tollgate::hash "hash". Policies: `cryptopp_hash`, `openssl_hash`.
 *
 * \par Thread safety
 * `digest` and a constant `hmac` may be used from several threads at once.
 */
template <class P>
concept hash_policy =
    detail::computes<P, hash::md5> && detail::computes<P, hash::sha1> && detail::computes<P, hash::sha256> &&
    detail::computes<P, hash::sha384> && detail::computes<P, hash::sha512>;

/// The default policy; include `tollgate/hash/cryptopp.hpp` to use it.
struct cryptopp_hash;

} // namespace tollgate::inline v0

#endif
