// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_CIPHER_POLICY_HPP
#define TOLLGATE_HASH_CIPHER_POLICY_HPP

#include <tollgate/version.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

/// \param text_and_tag the sealed bytes, with the tag of 16 bytes behind them
using open_function = bool (*)(std::string_view key, std::string_view nonce, std::string_view associated,
                               std::string_view text_and_tag, wiped_buffer &to);
/// \param blocks a whole number of blocks
using encrypt_function = bool (*)(std::string_view key, std::string_view blocks, wiped_buffer &to);

/// What a hash policy's ciphers do, as constant data.
struct cipher_table {
    open_function open_aes_256_gcm;
    encrypt_function des_ede3_cbc;
    encrypt_function aes_128_cbc;
};

} // namespace detail

/**
 * \brief Where sealed contents are opened, and keys are derived by a cipher.
 *
 * | expression | meaning |
 * |---|---|
 * | `P::ciphers::open_aes_256_gcm(key, nonce, associated, text_and_tag, to)` | NIST SP 800-38D, with a key of 32 bytes, a nonce of 12, and a tag of 16 bytes behind the text |
 * | `P::ciphers::des_ede3_cbc(key, blocks, to)` | encrypts whole blocks of 8 bytes by triple DES with a key of 24 bytes, in CBC, from an initial vector of zeros |
 * | `P::ciphers::aes_128_cbc(key, blocks, to)` | the same by AES, with a key of 16 bytes and blocks of 16 |
 *
 * Each appends the result to a `wiped_buffer` and gives `true`, or gives `false`: for a key, nonce or text of another length, and where a
 * tag does not fit, of which nothing is appended. A policy is one once its ciphers are included: `cryptopp_hash` with
 * `tollgate/hash/cryptopp_ciphers.hpp`, `openssl_hash` with `tollgate/hash/openssl_ciphers.hpp`.
 * \par Thread safety
 * All may be called from several threads at once.
 */
template <class P>
concept cipher_policy = requires(std::string_view text, wiped_buffer &to) {
    { P::ciphers::open_aes_256_gcm(text, text, text, text, to) } -> std::same_as<bool>;
    { P::ciphers::des_ede3_cbc(text, text, to) } -> std::same_as<bool>;
    { P::ciphers::aes_128_cbc(text, text, to) } -> std::same_as<bool>;
};

namespace detail {

template <class Hash>
inline constexpr cipher_table ciphers_of{Hash::ciphers::open_aes_256_gcm, Hash::ciphers::des_ede3_cbc,
                                         Hash::ciphers::aes_128_cbc};

inline constexpr std::size_t gcm_nonce_size = 12;
inline constexpr std::size_t gcm_tag_size = 16;

} // namespace detail

} // namespace tollgate::inline v0

#endif
