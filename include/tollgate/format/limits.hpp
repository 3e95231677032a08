// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_FORMAT_LIMITS_HPP
#define TOLLGATE_FORMAT_LIMITS_HPP

#include <tollgate/core/version.hpp>

#include <cstddef>

namespace tollgate::inline v0 {

/// How much of a stranger's message is looked at before it is refused.
struct body_limits {
    std::size_t size = 1 << 20; ///< Bytes.
    std::size_t fields = 1000;  ///< Names and array elements, at all levels together.
    std::size_t depth = 16;     ///< Objects and arrays inside each other.
};

} // namespace tollgate::inline v0

#endif
