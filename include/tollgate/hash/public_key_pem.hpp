// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HASH_PUBLIC_KEY_PEM_HPP
#define TOLLGATE_HASH_PUBLIC_KEY_PEM_HPP

#include <tollgate/error.hpp>
#include <tollgate/hash/public_key_policy.hpp>

#include <string>
#include <string_view>

// What the policies share: which keys are accepted is decided here, so that both accept the same.
namespace tollgate::inline v0::detail {

/// A complaint is a sentence about a key; an empty one says that there is nothing to complain about.
using complaint = std::string_view;

inline constexpr complaint unreadable_key =
    "The public key cannot be read; copy it again, whole and unchanged, from where the gateway publishes it.";

[[nodiscard]] TOLLGATE_DECL error invalid_public_key(complaint about);

/// The DER of the SubjectPublicKeyInfo in a key's text, once there is nothing to complain about.
[[nodiscard]] TOLLGATE_DECL result<std::string> public_key_in(std::string_view pem, hash::key_kind needed);

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/hash/public_key_pem.ipp>
#endif

#endif
