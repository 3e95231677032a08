// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_CONSTANT_TIME_HPP
#define TOLLGATE_SIGNING_CONSTANT_TIME_HPP

#include <tollgate/detail/format/eight_bytes.hpp>

#include <cstdint>
#include <string_view>

namespace tollgate::inline v0::signing {

/// Whether two texts of one length are equal, but for ASCII case where it is ignored, in a time that does not depend on
/// where they differ.
template <bool IgnoresCase = false>
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size()) return false;
    // Without a branch or a table that a character decides: both would take their time according to it.
    using namespace detail::eight_bytes;
    std::uint64_t volatile const seen =
        difference(a, b, [](std::uint64_t eight) { return IgnoresCase ? in_lower_case(eight) : eight; });
    return seen == 0;
}

} // namespace tollgate::inline v0::signing

#endif
