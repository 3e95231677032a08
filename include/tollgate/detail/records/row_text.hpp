// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_RECORDS_ROW_TEXT_HPP
#define TOLLGATE_DETAIL_RECORDS_ROW_TEXT_HPP

#include <tollgate/detail/format/value_text.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// \file
/// What stands in the texts of a row, and what may be written into one.

namespace tollgate::inline v0::detail {

[[nodiscard]] inline std::int64_t number_in(std::optional<std::string> const &text)
{
    std::int64_t number = 0;
    if (text) std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
}
[[nodiscard]] inline auto time_in(std::optional<std::string> const &text)
{
    return std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>{
        std::chrono::milliseconds{number_in(text)}};
}

/// Foreign text may hold what PostgreSQL keeps in no text.
[[nodiscard]] inline std::string storable(std::string_view text)
{
    std::string kept = as_utf8(text);
    std::ranges::replace(kept, '\0', '?');
    return kept;
}

} // namespace tollgate::inline v0::detail

#endif
