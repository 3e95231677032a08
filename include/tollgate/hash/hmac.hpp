// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_HMAC_HPP
#define TOLLGATE_HASH_HMAC_HPP

#include <tollgate/hash/policy.hpp>
#include <tollgate/wipe.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>

// What the hash policies share: each brings its hash_state, and this makes digests and HMACs of it.
namespace tollgate::inline v0::detail {

/// A digest under way: it takes in bytes, then writes the digest once. It overwrites itself when it goes.
template <class S>
concept hash_state =
    std::copyable<S> && std::default_initializable<S> && hash::algorithm<typename S::algorithm> &&
    requires(S state, void const *bytes, std::size_t size, unsigned char *digest) {
        state.update(bytes, size);
        state.finish(digest);
    };

/// The digest of what `state` has taken in, followed by `bytes`.
template <hash_state State, class Bytes>
[[nodiscard]] hash::digest<typename State::algorithm> complete(State state, Bytes const &bytes)
{
    hash::digest<typename State::algorithm> digest;
    state.update(bytes.data(), bytes.size());
    state.finish(digest.data());
    return digest;
}

/// An HMAC key as long as a block: filled up with zeros, or hashed first if it is longer.
template <hash_state State>
class hmac_block {
public:
    explicit hmac_block(std::string_view key)
    {
        if (key.size() <= bytes_.size())
            std::ranges::copy(key, bytes_.begin());
        else
            hash_key(key);
    }
    hmac_block(hmac_block const &) = delete;
    hmac_block &operator=(hmac_block const &) = delete;
    ~hmac_block() { wipe(bytes_.data(), bytes_.size()); }

    /// A state that has taken in the block, with each byte of it combined with `pad`.
    [[nodiscard]] State combined_with(unsigned char pad)
    {
        State state;
        combine(pad);
        state.update(bytes_.data(), bytes_.size());
        combine(pad); // back to the key
        return state;
    }

private:
    void hash_key(std::string_view key)
    {
        State state;
        state.update(key.data(), key.size());
        state.finish(bytes_.data());
    }

    void combine(unsigned char pad) noexcept
    {
        for (unsigned char &byte : bytes_)
            byte ^= pad;
    }

    std::array<unsigned char, State::algorithm::block_size> bytes_{};
};

/**
 * \brief An HMAC, keyed once: a call pays only for its text.
 * \par Thread safety
 * A constant one may be used from several threads at once.
 * \par Security
 * Of the key it keeps two states, which overwrite themselves when it goes.
 * \par Specification
 * RFC 2104, section 2; keying once is section 4.
 */
template <hash_state State>
class keyed_hmac {
public:
    explicit keyed_hmac(std::string_view key) : keyed_hmac{hmac_block<State>{key}} {}

    /// The HMAC of the bytes of `text`.
    [[nodiscard]] hash::digest<typename State::algorithm> operator()(std::string_view text) const
    {
        return complete(outer_, complete(inner_, text));
    }

private:
    explicit keyed_hmac(hmac_block<State> &&block)
        : inner_{block.combined_with(0x36)},
          outer_{block.combined_with(0x5c)}
    {
    }

    State inner_;
    State outer_;
};

} // namespace tollgate::inline v0::detail

#endif
