// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_BASE64_HPP
#define TOLLGATE_DETAIL_FORMAT_BASE64_HPP

#include <tollgate/version.hpp>

#include <array>
#include <cstddef>
#include <string_view>

/// \file
/// RFC 4648, sections 4 and 5, with padding. Bytes are written to anything that a text can be appended to.

namespace tollgate::inline v0::detail {

template <bool Url>
inline constexpr std::string_view base64_alphabet =
    Url ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What each character stands for; -1 for those that stand for nothing.
template <bool Url>
inline constexpr auto base64_values = [] {
    std::array<signed char, 256> of{};
    of.fill(-1);
    signed char next = 0;
    for (char const c : base64_alphabet<Url>)
        of[static_cast<unsigned char>(c)] = next++;
    return of;
}();

template <bool Url = false, class Out>
void base64_encode(std::string_view bytes, Out &out)
{
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::string_view const three = bytes.substr(at, 3);
        unsigned bits = 0;
        for (std::size_t i = 0; i != 3; ++i)
            bits = bits << 8 | (i < three.size() ? static_cast<unsigned char>(three[i]) : 0U);
        char letters[4];
        for (std::size_t i = 0; i != 4; ++i)
            letters[i] = i <= three.size() ? base64_alphabet<Url>[bits >> (18 - 6 * i) & 63] : '=';
        out.append(std::string_view{letters, sizeof letters});
    }
}

/// Strict: no other characters, padding where it belongs, no stray bits; `false` for a text that is not so.
template <bool Url = false, class Out>
[[nodiscard]] bool base64_decode(std::string_view text, Out &out)
{
    if (text.size() % 4 != 0) return false;
    std::size_t const padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    for (std::size_t at = 0; at != text.size(); at += 4) {
        std::size_t const size = at + 4 == text.size() ? 3 - padding : 3; // of the bytes in this group
        unsigned bits = 0;
        for (std::size_t i = 0; i != 4; ++i) {
            int const six = i <= size ? base64_values<Url>[static_cast<unsigned char>(text[at + i])] : 0;
            if (six < 0) return false;
            bits = bits << 6 | static_cast<unsigned>(six);
        }
        if ((bits & ((1U << (8 * (3 - size))) - 1)) != 0) return false;
        char const bytes[3] = {static_cast<char>(bits >> 16), static_cast<char>(bits >> 8 & 0xFF),
                               static_cast<char>(bits & 0xFF)};
        out.append(std::string_view{bytes, size});
    }
    return true;
}

} // namespace tollgate::inline v0::detail

#endif
