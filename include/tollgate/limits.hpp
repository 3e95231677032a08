// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_LIMITS_HPP
#define TOLLGATE_LIMITS_HPP

#include <tollgate/version.hpp>

#include <cstddef>

namespace tollgate::inline v0 {

/**
 * \brief How much of a message that arrives is read before it is refused.
 * \details Time and memory grow with the body's bytes and, where a scheme walks through nested values, with its depth: a
 * field takes two bytes at least and is kept in forty, so the size bounds the number of fields without a count of its own. At
 * worst, memory is some fifty times the body, and a hundred times where a scheme flattens it.
 * Each level takes some hundred bytes of stack, and up to 5 KiB where a value map of the program's own keeps a `selection`.
 */
struct body_limits {
    static constexpr std::size_t most_depth = 1024; ///< The parser calls itself for each level.

    std::size_t size = 1 << 20; ///< Bytes.
    /// Names and array elements, at all levels together.
    std::size_t fields = static_cast<std::size_t>(-1);
    std::size_t depth = 64; ///< Objects and arrays inside each other; never more than \ref most_depth.
    /// In one header that may carry several: senders write one for each of the secrets in use, two while one replaces another.
    /// Each may take a verification.
    std::size_t signatures = 16;
};

/// What is read of an answer unless set otherwise. A gateway is asked and known by its certificate, and lists are long.
inline constexpr body_limits answer_limits{.size = 8 << 20};

namespace detail {

/// What of HTTP may stand, in bytes, between the pieces of a body and behind it: neither limit of Beast's parsers counts that, so
/// whoever reads bounds the buffer by the header's limit and this.
inline constexpr std::size_t most_between_pieces = 64 * 1024;

} // namespace detail

} // namespace tollgate::inline v0

#endif
