// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_DIGEST_FUNCTIONS_HPP
#define TOLLGATE_HASH_DIGEST_FUNCTIONS_HPP

#include <tollgate/hash/policy.hpp>
#include <tollgate/wipe.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string_view>

// A hash policy as constant data, so that what signs and verifies is compiled once and not for each policy.
namespace tollgate::inline v0::detail {

/// An HMAC that is keyed already.
class keyed_digest {
public:
    keyed_digest() = default;
    keyed_digest(keyed_digest const &) = delete;
    keyed_digest &operator=(keyed_digest const &) = delete;
    virtual ~keyed_digest() = default;

    /// Writes as many bytes as the algorithm's digests have.
    virtual void write(std::string_view text, unsigned char *to) const = 0;
};

/// What a hash policy does for one algorithm.
struct digest_functions {
    std::size_t size; ///< Of a digest, in bytes.
    void (*digest)(std::string_view text, unsigned char *to);
    void (*hmac)(std::string_view key, std::string_view text, unsigned char *to);
    std::unique_ptr<keyed_digest const> (*keyed)(std::string_view key);
};

inline constexpr std::size_t longest_digest = hash::sha512::size;

/// Of MD5, SHA-1, SHA-256, SHA-384 and SHA-512, in this order.
using digest_table = std::array<digest_functions, 5>;

/// A digest may be a key: it stays nowhere else.
template <class Bytes>
void take_out(Bytes digest, unsigned char *to)
{
    std::ranges::copy(digest, to);
    wipe(digest.data(), digest.size());
}

template <class Hash, hash::algorithm Algorithm>
class keyed_digest_of final : public keyed_digest {
public:
    explicit keyed_digest_of(std::string_view key) : keyed_{key} {}

    void write(std::string_view text, unsigned char *to) const override { take_out(keyed_(text), to); }

private:
    typename Hash::template hmac<Algorithm> keyed_;
};

template <class Hash, hash::algorithm Algorithm>
inline constexpr digest_functions functions_of{
    .size = Algorithm::size,
    .digest = [](std::string_view text,
                 unsigned char *to) { take_out(Hash::template digest<Algorithm>(text), to); },
    .hmac = [](std::string_view key, std::string_view text,
               unsigned char *to) { take_out(typename Hash::template hmac<Algorithm>{key}(text), to); },
    .keyed = [](std::string_view key) -> std::unique_ptr<keyed_digest const> {
        return std::make_unique<keyed_digest_of<Hash, Algorithm>>(key);
    }};

template <hash_policy Hash>
inline constexpr digest_table instantiated_digests{
    functions_of<Hash, hash::md5>, functions_of<Hash, hash::sha1>, functions_of<Hash, hash::sha256>,
    functions_of<Hash, hash::sha384>, functions_of<Hash, hash::sha512>};

/// What signs and verifies takes. A reference, so that the header of a policy whose digests are compiled once can name those instead.
template <hash_policy Hash>
inline constexpr digest_table const &digests_of = instantiated_digests<Hash>;

} // namespace tollgate::inline v0::detail

#endif
