// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_TEXT_MAPS_IPP
#define TOLLGATE_IMPL_SIGNING_TEXT_MAPS_IPP

#include <tollgate/detail/field_names.hpp>
#include <tollgate/detail/format/base64.hpp>
#include <tollgate/detail/format/hex.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/list_parts.hpp>
#include <tollgate/detail/format/percent_encoding.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::signing::maps {

bool write_without(std::string_view in, std::string_view characters, wiped_buffer &out)
{
    for (char const c : in)
        if (characters.find(c) == std::string_view::npos) *out.extend(1) = c;
    return true;
}

bool write_with_backslashes(std::string_view in, std::string_view characters, wiped_buffer &out)
{
    for (char const c : in) {
        if (characters.find(c) != std::string_view::npos) *out.extend(1) = '\\';
        *out.extend(1) = c;
    }
    return true;
}

bool write_replacing(std::string_view in, std::string_view from, std::string_view to, wiped_buffer &out)
{
    for (std::size_t at = in.find(from); at != in.npos; at = in.find(from)) {
        out.append(in.substr(0, at));
        out.append(to);
        in.remove_prefix(at + from.size());
    }
    out.append(in);
    return true;
}

constexpr bool all_digits(std::string_view text) noexcept
{
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

/// A number as people write it: a sign, digits, a point, digits.
struct plain_number {
    std::string_view whole; ///< With its sign.
    std::string_view fraction;
    bool is_one;

    explicit constexpr plain_number(std::string_view text)
        : whole{text.substr(0, text.find('.'))},
          fraction{text.substr(std::min(text.size(), whole.size() + 1))},
          is_one{all_digits(whole.substr(whole.starts_with('-') ? 1 : 0)) &&
                 (whole.size() == text.size() || all_digits(fraction))}
    {
    }
};

inline void write_zeros(std::size_t count, wiped_buffer &out)
{
    std::fill_n(out.extend(count), count, '0');
}

inline void write_number(std::string_view whole, std::string_view fraction, std::size_t least,
                         wiped_buffer &out)
{
    out.append(whole);
    if (!fraction.empty() || least != 0) out.append(".");
    out.append(fraction);
    if (fraction.size() < least) write_zeros(least - fraction.size(), out);
}

bool write_decimals(std::string_view in, std::size_t digits, wiped_buffer &out)
{
    plain_number const number{in};
    if (!number.is_one || number.fraction.size() > digits) return false;
    write_number(number.whole, number.fraction, digits, out);
    return true;
}

bool write_least_decimals(std::string_view in, std::size_t digits, wiped_buffer &out)
{
    plain_number const number{in};
    if (!number.is_one) return false;
    std::size_t const kept = number.fraction.find_last_not_of('0') + 1;
    write_number(number.whole, number.fraction.substr(0, kept), digits, out);
    return true;
}

bool write_padded(std::string_view in, std::size_t digits, wiped_buffer &out)
{
    if (!all_digits(in) || in.size() > digits) return false;
    write_zeros(digits - in.size(), out);
    out.append(in);
    return true;
}

bool write_part(std::string_view in, std::string_view name, wiped_buffer &out)
{
    bool found = false;
    while (!in.empty()) {
        auto const behind = detail::text_behind(name, detail::take_part(in, ","));
        if (!behind || !behind->starts_with('=')) continue;
        if (std::exchange(found, true)) return false;
        out.append(behind->substr(1));
    }
    return found;
}

bool write_json_member(std::string_view in, std::string_view name, wiped_buffer &out)
{
    parameter_list members;
    if (parse_json(in, members, {.size = in.size()})) return false; // the message around it is bounded
    parameter const *const member = find(std::as_const(members).items(), name);
    if (member == nullptr || detail::is_container(member->kind)) return false;
    out.append(member->text);
    return true;
}

bool write_hexadecimal(std::string_view in, bool upper, wiped_buffer &out)
{
    if (upper)
        detail::append_hex<true>(in, out);
    else
        detail::append_hex<false>(in, out);
    return true;
}

bool write_base64(std::string_view in, bool url, wiped_buffer &out)
{
    if (url)
        detail::base64_encode<true>(in, out);
    else
        detail::base64_encode<false>(in, out);
    return true;
}

bool read_base64(std::string_view in, bool url, wiped_buffer &out)
{
    return url ? detail::base64_decode<true>(in, out) : detail::base64_decode<false>(in, out);
}

bool lower::write(std::string_view in, wiped_buffer &out)
{
    std::ranges::transform(in, out.extend(in.size()), to_lower);
    return true;
}

bool upper::write(std::string_view in, wiped_buffer &out)
{
    std::transform(in.begin(), in.end(), out.extend(in.size()), to_upper);
    return true;
}

bool reverse::write(std::string_view in, wiped_buffer &out)
{
    std::ranges::reverse_copy(in, out.extend(in.size()));
    return true;
}

bool trim::write(std::string_view in, wiped_buffer &out)
{
    while (!in.empty() && is_blank(in.front()))
        in.remove_prefix(1);
    while (!in.empty() && is_blank(in.back()))
        in.remove_suffix(1);
    out.append(in);
    return true;
}

bool collapse::write(std::string_view in, wiped_buffer &out)
{
    bool after_blank = false;
    for (char const c : in) {
        if (!is_blank(c)) *out.extend(1) = c;
        if (is_blank(c) && !after_blank) *out.extend(1) = ' ';
        after_blank = is_blank(c);
    }
    return true;
}

bool given::write(std::string_view in, wiped_buffer &out)
{
    out.append(in);
    return !in.empty();
}

bool byte_length::write(std::string_view in, wiped_buffer &out)
{
    std::array<char, 20> digits{};
    out.append({digits.data(), std::to_chars(digits.begin(), digits.end(), in.size()).ptr});
    return true;
}

bool crc32::write(std::string_view in, wiped_buffer &out)
{
    std::uint32_t sum = 0xFFFF'FFFF;
    for (char const c : in) {
        sum ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit != 8; ++bit)
            sum = (sum >> 1) ^ (sum % 2 != 0 ? 0xEDB8'8320 : 0);
    }
    std::array<char, 10> digits{};
    out.append({digits.data(), std::to_chars(digits.begin(), digits.end(), ~sum).ptr});
    return true;
}

inline void append_short_escape(char c, detail::text_writer &out)
{
    constexpr std::string_view plain = "\"\\\b\f\n\r\t";
    constexpr std::string_view letters = "\"\\bfnrt";
    std::size_t const at = plain.find(c);
    if (at == plain.npos) return detail::append_unicode_escape(c, out);
    out.append('\\');
    out.append(letters[at]);
}

bool json_text::write(std::string_view in, wiped_buffer &out)
{
    detail::append_json_string(in, out, append_short_escape);
    return true;
}

bool raw::write(std::string_view in, wiped_buffer &out)
{
    out.append(in);
    return true;
}

bool unhex::write(std::string_view in, wiped_buffer &out)
{
    if (in.size() % 2 != 0) return false;
    for (std::size_t i = 0; i != in.size(); i += 2) {
        auto const byte = detail::hex_byte(in, i);
        if (!byte) return false;
        out.append(*byte);
    }
    return true;
}

bool percent_encode::write(std::string_view in, wiped_buffer &out)
{
    detail::uri_encoding::append(in, out);
    return true;
}

bool form_encode::write(std::string_view in, wiped_buffer &out)
{
    detail::percent_encoding<"-_.", detail::blank_as::plus>::append(in, out);
    return true;
}

bool dotnet_encode::write(std::string_view in, wiped_buffer &out)
{
    detail::percent_encoding<"-_.!*()", detail::blank_as::plus, false>::append(in, out);
    return true;
}

} // namespace tollgate::inline v0::signing::maps

#endif
