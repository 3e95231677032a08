// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_RANDOM_BYTES_HPP
#define TOLLGATE_DETAIL_FORMAT_RANDOM_BYTES_HPP

#include <tollgate/config.hpp>

#include <array>
#include <span>
#include <string>

namespace tollgate::inline v0::detail {

/// 128 bits of the system's.
/// \par Errors
/// Throws what `std::random_device` throws where the system has no random numbers.
[[nodiscard]] TOLLGATE_DECL std::array<unsigned char, 16> random_bytes();

/// In small letters.
[[nodiscard]] TOLLGATE_DECL std::string in_hexadecimal(std::span<unsigned char const> bytes);

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/format/random_bytes.ipp>
#endif

#endif
