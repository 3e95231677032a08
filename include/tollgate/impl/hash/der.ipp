// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_HASH_DER_IPP
#define TOLLGATE_IMPL_HASH_DER_IPP

#include <tollgate/hash/der.hpp>

#include <cstddef>

namespace tollgate::inline v0::detail {

/// The unsigned number that the bytes are, with the most significant first.
[[nodiscard]] inline std::size_t number_in(std::string_view bytes) noexcept
{
    std::size_t number = 0;
    for (char const byte : bytes)
        number = number * 256 + static_cast<unsigned char>(byte);
    return number;
}

/// Takes an element's length off `rest`.
[[nodiscard]] inline std::optional<std::size_t> take_der_length(std::string_view &rest) noexcept
{
    if (rest.empty()) return std::nullopt;
    std::size_t const first = first_byte(rest);
    rest.remove_prefix(1);
    if (first < 0x80) return first;

    std::size_t const size = first - 0x80;
    if (size == 0 || size > 3 || size > rest.size() || rest.front() == '\0') return std::nullopt;
    std::size_t const length = number_in(rest.substr(0, size));
    rest.remove_prefix(size);
    if (length < 0x80) return std::nullopt; // the short form would do
    return length;
}

std::optional<der_element> take_der(std::string_view &rest, char tag) noexcept
{
    if (rest.empty() || rest.front() != tag) return std::nullopt;
    std::string_view contents = rest.substr(1);
    std::optional<std::size_t> const length = take_der_length(contents);
    if (!length || *length > contents.size()) return std::nullopt;

    std::size_t const header = rest.size() - contents.size();
    der_element const taken{contents.substr(0, *length), rest.substr(0, header + *length)};
    rest.remove_prefix(taken.whole.size());
    return taken;
}

std::optional<std::string_view> der_contents(std::string_view bytes, char tag) noexcept
{
    std::optional<der_element> const only = take_der(bytes, tag);
    if (!only || !bytes.empty()) return std::nullopt;
    return only->contents;
}

std::optional<std::string_view> take_der_unsigned(std::string_view &rest) noexcept
{
    std::optional<der_element> const integer = take_der(rest, der_tag::integer);
    if (!integer || integer->contents.empty()) return std::nullopt;
    std::string_view digits = integer->contents;
    if (first_byte(digits) >= 0x80) return std::nullopt;
    if (digits.front() != '\0') return digits;

    digits.remove_prefix(1);
    if (!digits.empty() && first_byte(digits) < 0x80) return std::nullopt; // the zero is one too many
    return digits;
}

} // namespace tollgate::inline v0::detail

#endif
