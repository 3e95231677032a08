// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_EIGHT_BYTES_HPP
#define TOLLGATE_DETAIL_FORMAT_EIGHT_BYTES_HPP

#include <tollgate/version.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

/// \file
/// Looking at eight characters of a text at once, all within the text. What is looked for is marked by the top bit of its byte; behind the first mark there
/// may be marks too many.

namespace tollgate::inline v0::detail::eight_bytes {

inline constexpr std::uint64_t in_each = 0x0101010101010101;
inline constexpr std::uint64_t top_bits = 0x80 * in_each;

/// As many characters as a `Word` has bytes, the first one in the lowest byte, whatever the machine's order.
template <class Word = std::uint64_t>
[[nodiscard]] inline std::uint64_t at(char const *text) noexcept
{
    Word word = 0;
    std::memcpy(&word, text, sizeof word);
    if constexpr (std::endian::native == std::endian::big) {
        std::uint64_t turned = 0;
        for (std::size_t i = 0; i != sizeof word; ++i)
            turned = turned << 8 | (static_cast<std::uint64_t>(word) >> 8 * i & 0xFF);
        return turned;
    }
    return word;
}

/// One to seven characters, and zeros behind them. Two pieces that overlap agree where they do.
[[nodiscard]] inline std::uint64_t few_at(char const *text, std::size_t count) noexcept
{
    auto const both_ends = [=]<class Word>(Word) {
        std::size_t const behind = count - sizeof(Word);
        return at<Word>(text) | at<Word>(text + behind) << 8 * behind;
    };
    if (count >= 4) return both_ends(std::uint32_t{});
    if (count >= 2) return both_ends(std::uint16_t{});
    return static_cast<unsigned char>(*text);
}

/// The first eight characters of a text as a number, zeros where it has fewer. Texts are ordered as these are, where they differ.
[[nodiscard]] inline std::uint64_t order_of(std::string_view text) noexcept
{
    if (text.empty()) return 0;
    std::uint64_t eight = text.size() < 8 ? few_at(text.data(), text.size()) : at(text.data());
    eight = eight << 32 | eight >> 32; // the first character becomes the highest byte
    eight = (eight & 0x0000FFFF0000FFFF) << 16 | (eight >> 16 & 0x0000FFFF0000FFFF);
    return (eight & 0x00FF00FF00FF00FF) << 8 | (eight >> 8 & 0x00FF00FF00FF00FF);
}

[[nodiscard]] constexpr std::uint64_t above_ascii(std::uint64_t eight) noexcept
{
    return eight & top_bits;
}
template <unsigned char Least>
[[nodiscard]] constexpr std::uint64_t below(std::uint64_t eight) noexcept
{
    return (eight - Least * in_each) & ~eight & top_bits; // such a byte borrows from the next one
}
template <unsigned char Wanted>
[[nodiscard]] constexpr std::uint64_t equal_to(std::uint64_t eight) noexcept
{
    return below<1>(eight ^ Wanted * in_each);
}
/// Of characters that are all ASCII.
template <unsigned char First, unsigned char Last>
[[nodiscard]] constexpr std::uint64_t within(std::uint64_t ascii) noexcept
{
    return (ascii + (0x80 - First) * in_each) & ~(ascii + (0x7F - Last) * in_each) & top_bits;
}

/// ASCII letters in lower case, all else as it is. Without a branch.
[[nodiscard]] constexpr std::uint64_t in_lower_case(std::uint64_t eight) noexcept
{
    std::uint64_t const capitals = within<'A', 'Z'>(eight & ~top_bits) & ~eight;
    return eight | capitals >> 2; // 0x80 becomes 0x20
}

/// How many of eight characters come before the first that is marked.
[[nodiscard]] inline std::size_t before(std::uint64_t marks) noexcept
{
    return static_cast<std::size_t>(std::countr_zero(marks)) / 8;
}

/// How many characters of a text come before the first that `marks_in` eight marks.
[[nodiscard]] inline std::size_t before_first(std::string_view text, auto marks_in) noexcept
{
    std::size_t i = 0;
    for (; text.size() - i >= 8; i += 8)
        if (std::uint64_t const marks = marks_in(at(text.data() + i)); marks != 0) return i + before(marks);
    if (i == text.size()) return i;
    return std::min(text.size(), i + before(marks_in(few_at(text.data() + i, text.size() - i))));
}

/// Whether none is marked. What is left at the end is looked at together with what comes before it.
[[nodiscard]] inline bool none(std::string_view text, auto marks_in) noexcept
{
    if (text.size() < 8) return before_first(text, marks_in) == text.size();
    char const *const last = text.data() + text.size() - 8;
    std::uint64_t marks = marks_in(at(last));
    for (char const *from = text.data(); from < last; from += 8)
        marks |= marks_in(at(from));
    return marks == 0;
}

/// Zero if two texts of one length are equal, each eight of their characters changed by `map`. Looks at all of them, whatever it finds.
[[nodiscard]] inline std::uint64_t difference(std::string_view a, std::string_view b, auto map) noexcept
{
    std::uint64_t found = 0;
    std::size_t i = 0;
    for (; a.size() - i >= 8; i += 8)
        found |= map(at(a.data() + i)) ^ map(at(b.data() + i));
    if (std::size_t const rest = a.size() - i; rest != 0)
        found |= map(few_at(a.data() + i, rest)) ^ map(few_at(b.data() + i, rest));
    return found;
}

} // namespace tollgate::inline v0::detail::eight_bytes

#endif
