// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_COUNT_TEXT_HPP
#define TOLLGATE_TESTS_SUPPORT_COUNT_TEXT_HPP

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace tollgate::test {

/// How often a text stands in memory, also in that of an object that is gone.
[[nodiscard]] inline std::size_t count_text(std::span<std::byte const> memory, std::string_view text)
{
    auto const *const bytes = static_cast<char volatile const *>(static_cast<void const *>(memory.data()));
    std::string copy;
    for (std::size_t i = 0; i != memory.size(); ++i)
        copy += bytes[i];
    std::size_t count = 0;
    for (std::size_t at = copy.find(text); at != copy.npos; at = copy.find(text, at + 1))
        ++count;
    return count;
}

} // namespace tollgate::test

#endif
