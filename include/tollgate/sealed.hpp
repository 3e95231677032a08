// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SEALED_HPP
#define TOLLGATE_SEALED_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/fixed_string.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/hash/cipher_policy.hpp>
#include <tollgate/limits.hpp>
#include <tollgate/secret.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tollgate::inline v0 {

/**
 * \brief Which object of a callback is sealed, and with which of the account's secrets.
 * \details Made by \ref aes_256_gcm. The callback declares the object as if it were not sealed, `required<"resource", transaction>`:
 * once the signature over what arrived is right, the object is opened, and what was in it stands in its place.
 */
struct sealed_object {
    std::string_view object;
    std::string_view key; ///< The secret's name; its text is the 32 bytes of the key.
};

/**
 * \brief `static constexpr auto sealed = aes_256_gcm<"resource", "api_v3_key">;` in a callback.
 * \details The object holds `algorithm`, which must be `AEAD_AES_256_GCM`; `ciphertext`, the base64 of the sealed JSON object with its tag
 * behind it; `nonce`, 12 characters; and perhaps `associated_data`.
 */
template <fixed_string Object, fixed_string Key>
inline constexpr sealed_object aes_256_gcm{Object.view(), Key.view()};

namespace detail {

/// What stands in a callback once its sealed object is open.
struct opened_content {
    wiped_buffer text;
    parameter_list members;
    std::vector<parameter> all;
};

/// Opens the sealed object among what is signed.
/// \param key null where the account leaves it out
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
open_sealed(sealed_object const &what, secret const *key, std::span<parameter const> signed_ones,
            body_limits limits, cipher_table const &ciphers, opened_content &to);

} // namespace detail

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sealed.ipp>
#endif

#endif
