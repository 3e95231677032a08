// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_LIST_PARTS_HPP
#define TOLLGATE_DETAIL_FORMAT_LIST_PARTS_HPP

#include <tollgate/version.hpp>

#include <algorithm>
#include <optional>
#include <string_view>

/// \file
/// What stands in a list that is a text: names beside each other, items of a header.

namespace tollgate::inline v0::detail {

/// The first part of a list, which is taken off it together with the separator.
[[nodiscard]] constexpr std::string_view take_part(std::string_view &list,
                                                   std::string_view separator) noexcept
{
    std::string_view const part = list.substr(0, list.find(separator));
    list.remove_prefix(std::min(list.size(), part.size() + separator.size()));
    return part;
}

/// Without the blanks that HTTP allows around an item of a header's list (RFC 9110, section 5.6.1).
[[nodiscard]] constexpr std::string_view without_outer_blanks(std::string_view item) noexcept
{
    std::size_t const from = item.find_first_not_of(" \t");
    return from == item.npos ? "" : item.substr(from, item.find_last_not_of(" \t") + 1 - from);
}

/// What stands in an item of a header's list behind `start`, which may have the blank before the item; nothing if it begins otherwise.
[[nodiscard]] constexpr std::optional<std::string_view> text_behind(std::string_view start,
                                                                    std::string_view item) noexcept
{
    item = item.substr(0, item.find_last_not_of(" \t") + 1);
    if (!item.starts_with(start)) item = without_outer_blanks(item);
    return item.starts_with(start) ? std::optional{item.substr(start.size())} : std::nullopt;
}

} // namespace tollgate::inline v0::detail

#endif
