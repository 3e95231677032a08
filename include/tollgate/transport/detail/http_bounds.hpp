// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_HTTP_BOUNDS_HPP
#define TOLLGATE_TRANSPORT_DETAIL_HTTP_BOUNDS_HPP

#include <tollgate/core/version.hpp>

#include <cstddef>

namespace tollgate::inline v0::detail {

/// What may stand, in bytes, between the pieces of a body and behind it: neither limit of Beast's parsers counts that, so whoever
/// reads bounds the buffer by the header's limit and this.
inline constexpr std::size_t most_between_pieces = 64 * 1024;

} // namespace tollgate::inline v0::detail

#endif
