// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_ESCAPE_HPP
#define TOLLGATE_DETAIL_FORMAT_ESCAPE_HPP

#include <tollgate/detail/fixed_string.hpp>
#include <tollgate/detail/text_writer.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

/// \file
/// Hexadecimal digits, percent-encoding, and parts of lists: how characters stand for others in more than one format.

namespace tollgate::inline v0::detail {

template <bool Upper = false>
inline constexpr std::string_view hex_digits = Upper ? "0123456789ABCDEF" : "0123456789abcdef";

/// What each character stands for as a hexadecimal digit; -1 for those that are none.
inline constexpr auto hex_values = [] {
    std::array<signed char, 256> of{};
    of.fill(-1);
    for (std::string_view const digits : {hex_digits<false>, hex_digits<true>})
        for (std::size_t value = 0; value != digits.size(); ++value)
            of[static_cast<unsigned char>(digits[value])] = static_cast<signed char>(value);
    return of;
}();

/// The byte that two hexadecimal digits stand for, if two stand at this place.
[[nodiscard]] constexpr std::optional<char> hex_byte(std::string_view text, std::size_t at = 0) noexcept
{
    if (text.size() < 2 || at > text.size() - 2) return std::nullopt;
    int const high = hex_values[static_cast<unsigned char>(text[at])];
    int const low = hex_values[static_cast<unsigned char>(text[at + 1])];
    if (high < 0 || low < 0) return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

/// Both digits of a byte.
template <bool Upper>
constexpr void write_hex(char c, char *to) noexcept
{
    auto const byte = static_cast<unsigned char>(c);
    to[0] = hex_digits<Upper>[byte >> 4];
    to[1] = hex_digits<Upper>[byte & 0xF];
}
template <bool Upper>
void append_hex(std::string_view bytes, text_writer &out)
{
    char *to = out.extend(2 * bytes.size());
    for (char const c : bytes) {
        write_hex<Upper>(c, to);
        to += 2;
    }
}

// Percent-encoding

enum class blank_as { percent_20, plus };

/// How one of the percent-encodings writes a text: `Kept` stays besides letters and digits, all other bytes become `%XX`.
template <fixed_string Kept, blank_as Blank = blank_as::percent_20, bool Upper = true>
struct percent_encoding {
    static void append(std::string_view text, text_writer &out)
    {
        while (!text.empty()) {
            std::size_t kept = 0;
            while (kept != text.size() && stays[static_cast<unsigned char>(text[kept])])
                ++kept;
            out.append(text.substr(0, kept));
            text.remove_prefix(kept);
            for (; !text.empty() && !stays[static_cast<unsigned char>(text.front())]; text.remove_prefix(1))
                escape(text.front(), out);
        }
    }

private:
    static constexpr auto stays = [] {
        std::array<bool, 256> of{};
        for (std::string_view const some : {std::string_view{"0123456789"}, Kept.view()})
            for (char const c : some)
                of[static_cast<unsigned char>(c)] = true;
        for (unsigned letter = 0; letter != 26; ++letter)
            of['A' + letter] = of['a' + letter] = true;
        return of;
    }();

    static void escape(char c, text_writer &out)
    {
        if (Blank == blank_as::plus && c == ' ') return out.append('+');
        char text[3] = {'%'};
        write_hex<Upper>(c, text + 1);
        out.append({text, sizeof text});
    }
};

/// RFC 3986, section 2.3.
using uri_encoding = percent_encoding<"-._~">;

/// Decodes `%XX`, and `+` as a blank; `false` if a `%` is not followed by two hexadecimal digits.
/// \param out anything that a text can be appended to
template <class Out>
[[nodiscard]] bool percent_decode(std::string_view text, Out &out)
{
    while (!text.empty()) {
        std::string_view const plain = text.substr(0, text.find_first_of("%+"));
        out.append(plain);
        text.remove_prefix(plain.size());
        if (text.empty()) break;
        bool const is_plus = text.front() == '+';
        std::optional<char> const byte = is_plus ? ' ' : hex_byte(text, 1);
        if (!byte) return false;
        out.append(std::string_view{&*byte, 1});
        text.remove_prefix(is_plus ? 1 : 3);
    }
    return true;
}

// Lists

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
