// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FIXED_STRING_HPP
#define TOLLGATE_DETAIL_FIXED_STRING_HPP

#include <tollgate/version.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace tollgate::inline v0 {

/// A text that can be a template argument: `required<"amount", …>`. Compilers print it readably.
template <std::size_t N>
struct fixed_string {
    char data[N]{};

    consteval fixed_string(char const (&text)[N]) { std::copy_n(text, N, data); }

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {data, N - 1}; }
};

} // namespace tollgate::inline v0

#endif
