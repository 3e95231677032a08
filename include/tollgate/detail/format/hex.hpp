// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_HEX_HPP
#define TOLLGATE_DETAIL_FORMAT_HEX_HPP

#include <tollgate/detail/text_writer.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

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

} // namespace tollgate::inline v0::detail

#endif
