// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_HTTP_TEXT_HPP
#define TOLLGATE_DETAIL_FORMAT_HTTP_TEXT_HPP

#include <tollgate/detail/format/eight_bytes.hpp>

#include <algorithm>
#include <cstdint>
#include <string_view>

/// \file
/// Which texts stand in a request as they are: request line, names and values of headers.

namespace tollgate::inline v0::detail {

/// What is not ASCII, spaces and control characters.
[[nodiscard]] constexpr std::uint64_t marks_unusual(std::uint64_t eight) noexcept
{
    return eight_bytes::above_ascii(eight) | eight_bytes::below<0x21>(eight);
}

/// A text that ends its line or word early would start another header, or another request.
[[nodiscard]] inline bool stays_in_its_place(std::string_view text, bool spaces_allowed)
{
    auto const may_stand = [&](char c) {
        return c == '\t' || c == ' ' ? spaces_allowed : static_cast<unsigned char>(c) > 0x20;
    };
    return text.find('\x7f') == text.npos &&
           std::ranges::all_of(text.substr(eight_bytes::before_first(text, marks_unusual)), may_stand);
}

/// Whether whoever receives a text as a header's value reads it as it is: blanks around it are none of it.
[[nodiscard]] inline bool fits_in_header(std::string_view text)
{
    auto const is_blank = [](char c) { return c == ' ' || c == '\t'; };
    return stays_in_its_place(text, true) &&
           (text.empty() || (!is_blank(text.front()) && !is_blank(text.back())));
}

/// Whether a text can be a header's name (RFC 9110, section 5.6.2): a colon in it would begin the value.
[[nodiscard]] constexpr bool is_token(std::string_view text)
{
    constexpr std::string_view besides = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || besides.find(c) != besides.npos;
    });
}

/// Of names that compilers know, too.
[[nodiscard]] constexpr bool is_same_header(std::string_view a, std::string_view b) noexcept
{
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// Whether a header of this name is the transport's own affair, whoever gives it.
[[nodiscard]] constexpr bool is_decided(std::string_view name) noexcept
{
    auto const is_it = [name](std::string_view decided) { return is_same_header(name, decided); };
    return is_it("Host") || is_it("Accept-Encoding") || is_it("Transfer-Encoding") || is_it("Content-Length");
}

} // namespace tollgate::inline v0::detail

#endif
