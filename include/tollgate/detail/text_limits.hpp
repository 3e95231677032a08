// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_TEXT_LIMITS_HPP
#define TOLLGATE_DETAIL_TEXT_LIMITS_HPP

#include <tollgate/version.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tollgate::inline v0::detail {

inline constexpr std::size_t any_length = static_cast<std::size_t>(-1);

/// ASCII characters, as `A-Za-z0-9_-` names them: a hyphen between two is a range.
class character_set {
public:
    constexpr character_set() = default;
    constexpr explicit character_set(std::string_view named) : named_{named}, is_sound_{!named.empty()}
    {
        while (!named.empty()) {
            bool const is_range = named.size() > 2 && named[1] == '-';
            auto const first = static_cast<unsigned char>(named.front());
            auto const last = static_cast<unsigned char>(named[is_range ? 2 : 0]);
            is_sound_ = is_sound_ && first >= 0x20 && first <= last && last < 0x7F;
            for (unsigned c = first; c <= last && is_sound_; ++c)
                has_[c / 64] |= std::uint64_t{1} << c % 64;
            named.remove_prefix(is_range ? 3 : 1);
        }
    }

    [[nodiscard]] constexpr std::string_view named() const noexcept { return named_; }
    /// Whether it names printable ASCII characters, and ranges in their order.
    [[nodiscard]] constexpr bool is_sound() const noexcept { return is_sound_; }
    [[nodiscard]] constexpr bool has(char c) const noexcept
    {
        auto const byte = static_cast<unsigned char>(c);
        return byte < 128 && (has_[byte / 64] >> byte % 64 & 1) != 0;
    }

private:
    std::string_view named_{};
    std::array<std::uint64_t, 2> has_{};
    bool is_sound_ = false;
};

/// What a gateway takes as a text. Characters are Unicode code points.
struct text_limits {
    std::size_t least = 0;
    std::size_t most = any_length;
    character_set of{}; ///< Names none: all.

    [[nodiscard]] constexpr bool is_sound() const noexcept { return least <= most && most != 0; }
};

/// How many characters of a text in UTF-8 begin here.
[[nodiscard]] constexpr std::size_t count_characters(std::string_view text) noexcept
{
    std::size_t count = 0;
    for (char const c : text)
        count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

/// Which of a text's bytes is the first of a character that is not taken; its size if all are.
[[nodiscard]] constexpr std::size_t first_not_taken(std::string_view text, text_limits const &by) noexcept
{
    std::size_t at = by.of.named().empty() ? text.size() : 0;
    while (at != text.size() && by.of.has(text[at]))
        ++at;
    return at;
}

} // namespace tollgate::inline v0::detail

#endif
