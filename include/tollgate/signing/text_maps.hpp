// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_TEXT_MAPS_HPP
#define TOLLGATE_SIGNING_TEXT_MAPS_HPP

#include <tollgate/signing/nodes.hpp>
#include <tollgate/wiped_buffer.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>

/// \file
/// Maps from one text to another: what a gateway does to a value, to a secret, or to the whole text.

namespace tollgate::inline v0::signing {

/// Which map it is, for questions that the compiler asks: function pointers have no order, nor always a comparison, there.
enum class map_kind : unsigned char {
    other, ///< Nothing is known of it.
    lower,
    upper,
    reverse,
    trim,
    collapse,
    strip,
    strip_padding, ///< `strip<"=">`
    escape,
    without_prefix,
    first,
    first_none, ///< `first<0>`
    replace,
    remove, ///< `replace` by nothing.
    given,
    decimals,
    least_decimals,
    zero_padded,
    part,
    byte_length,
    crc32,
    hex,
    upper_hex,
    json_text,
    json_member,
    percent_encode,
    form_encode,
    dotnet_encode,
    raw,
    unhex,
    base64,
    base64url,
    unbase64,
    unbase64url,
};

/**
 * \brief Makes one text of another.
 *
 * | member | meaning |
 * |---|---|
 * | `called` | its word |
 * | `kind` | which one it is |
 * | `result` | whether it gives text or bytes |
 * | `write(in, out)` | appends the result; `false` if there is none for such a text |
 */
template <class M>
concept text_map = requires(std::string_view in, wiped_buffer &out) {
    { M::called } -> std::convertible_to<std::string_view>;
    { M::kind } -> std::convertible_to<map_kind>;
    { M::result } -> std::convertible_to<gives>;
    { M::write(in, out) } -> std::same_as<bool>;
};

/// A map without its type.
using erased_text_map = bool (*)(std::string_view, wiped_buffer &);

namespace maps {

/// What maps from text to text have in common.
struct to_text {
    static constexpr gives result = gives::text;
};
struct to_bytes {
    static constexpr gives result = gives::bytes;
};

// What words that take an argument do, with the argument as a value.

TOLLGATE_DECL bool write_without(std::string_view in, std::string_view characters, wiped_buffer &out);
TOLLGATE_DECL bool write_with_backslashes(std::string_view in, std::string_view characters,
                                          wiped_buffer &out);
TOLLGATE_DECL bool write_replacing(std::string_view in, std::string_view from, std::string_view to,
                                   wiped_buffer &out);
TOLLGATE_DECL bool write_decimals(std::string_view in, std::size_t digits, wiped_buffer &out);
TOLLGATE_DECL bool write_least_decimals(std::string_view in, std::size_t digits, wiped_buffer &out);
TOLLGATE_DECL bool write_padded(std::string_view in, std::size_t digits, wiped_buffer &out);
TOLLGATE_DECL bool write_part(std::string_view in, std::string_view name, wiped_buffer &out);
TOLLGATE_DECL bool write_json_member(std::string_view in, std::string_view name, wiped_buffer &out);
TOLLGATE_DECL bool write_hexadecimal(std::string_view in, bool upper, wiped_buffer &out);
TOLLGATE_DECL bool write_base64(std::string_view in, bool url, wiped_buffer &out);
TOLLGATE_DECL bool read_base64(std::string_view in, bool url, wiped_buffer &out);

constexpr char to_upper(char c) noexcept
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

struct lower : to_text {
    static constexpr std::string_view called = "lower";
    static constexpr map_kind kind = map_kind::lower;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};
struct upper : to_text {
    static constexpr std::string_view called = "upper";
    static constexpr map_kind kind = map_kind::upper;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};
struct reverse : to_text {
    static constexpr std::string_view called = "reverse";
    static constexpr map_kind kind = map_kind::reverse;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};

constexpr bool is_blank(char c) noexcept
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct trim : to_text {
    static constexpr std::string_view called = "trim";
    static constexpr map_kind kind = map_kind::trim;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};
/// Runs of blanks become one blank.
struct collapse : to_text {
    static constexpr std::string_view called = "collapse";
    static constexpr map_kind kind = map_kind::collapse;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};
template <fixed_string Characters>
struct strip : to_text {
    static constexpr std::string_view called = "strip";
    static constexpr map_kind kind = Characters.view() == "=" ? map_kind::strip_padding : map_kind::strip;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        return write_without(in, Characters.view(), out);
    }
};
template <fixed_string Characters>
struct escape : to_text {
    static constexpr std::string_view called = "escape";
    static constexpr map_kind kind = map_kind::escape;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        return write_with_backslashes(in, Characters.view(), out);
    }
};
template <fixed_string Prefix>
struct without_prefix : to_text {
    static constexpr std::string_view called = "without_prefix";
    static constexpr map_kind kind = map_kind::without_prefix;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        out.append(in.starts_with(Prefix.view()) ? in.substr(Prefix.view().size()) : in);
        return true;
    }
};
template <std::size_t Count>
struct first : to_text {
    static constexpr std::string_view called = "first";
    static constexpr map_kind kind = Count == 0 ? map_kind::first_none : map_kind::first;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        out.append(in.substr(0, Count));
        return true;
    }
};
/// Every occurrence of one text, from the left, as another.
template <fixed_string From, fixed_string To>
struct replace : to_text {
    static_assert(!From.view().empty(), "tollgate: what is replaced must not be the empty text: write "
                                        "`replace<\".\", \",\">(value)` [tollgate.signing.replace]");
    static constexpr std::string_view called = "replace";
    static constexpr map_kind kind = To.view().empty() ? map_kind::remove : map_kind::replace;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        return write_replacing(in, From.view(), To.view(), out);
    }
};
/// As it stands, but an empty one is refused.
struct given : to_text {
    static constexpr std::string_view called = "given";
    static constexpr map_kind kind = map_kind::given;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};

/// A number with exactly so many digits after the point; more digits than that are refused.
template <std::size_t Digits>
struct decimals : to_text {
    static constexpr std::string_view called = "decimals";
    static constexpr map_kind kind = map_kind::decimals;
    static bool write(std::string_view in, wiped_buffer &out) { return write_decimals(in, Digits, out); }
};
/// A number without zeros at its end, but with at least so many digits after the point.
template <std::size_t Digits>
struct least_decimals : to_text {
    static constexpr std::string_view called = "least_decimals";
    static constexpr map_kind kind = map_kind::least_decimals;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        return write_least_decimals(in, Digits, out);
    }
};
/// Digits with zeros before them, so many in all; more digits than that are refused.
template <std::size_t Digits>
struct zero_padded : to_text {
    static constexpr std::string_view called = "zero_padded";
    static constexpr map_kind kind = map_kind::zero_padded;
    static bool write(std::string_view in, wiped_buffer &out) { return write_padded(in, Digits, out); }
};
/// The value of one part of a structured header: `17` for `t` in `t=17,v1=5257`, blanks around the commas or none. Of two, nobody can
/// say which one counts.
template <fixed_string Name>
struct part : to_text {
    static constexpr std::string_view called = "part";
    static constexpr std::string_view argument = Name.view();
    static constexpr map_kind kind = map_kind::part;
    static bool write(std::string_view in, wiped_buffer &out) { return write_part(in, Name.view(), out); }
};
struct byte_length : to_text {
    static constexpr std::string_view called = "byte_length";
    static constexpr map_kind kind = map_kind::byte_length;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};
/// The CRC-32 of ISO 3309, as zlib's, in decimal digits.
struct crc32 : to_text {
    static constexpr std::string_view called = "crc32";
    static constexpr map_kind kind = map_kind::crc32;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};
template <bool Upper>
struct hexadecimal : to_text {
    static constexpr std::string_view called = Upper ? "upper_hex" : "hex";
    static constexpr map_kind kind = Upper ? map_kind::upper_hex : map_kind::hex;
    static bool write(std::string_view in, wiped_buffer &out) { return write_hexadecimal(in, Upper, out); }
};
/// Quoted, as JavaScript and Python write it: with the short escapes where JSON has them.
struct json_text : to_text {
    static constexpr std::string_view called = "json_text";
    static constexpr map_kind kind = map_kind::json_text;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};
/// A member of a JSON object, as text.
template <fixed_string Name>
struct json_member : to_text {
    static constexpr std::string_view called = "json_member";
    static constexpr map_kind kind = map_kind::json_member;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        return write_json_member(in, Name.view(), out);
    }
};

// Percent-encodings

/// RFC 3986: everything but letters, digits and `-._~`.
struct percent_encode : to_text {
    static constexpr std::string_view called = "percent_encode";
    static constexpr map_kind kind = map_kind::percent_encode;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};
/// As forms and PHP's `urlencode`: `-_.` stay, the blank becomes `+`.
struct form_encode : to_text {
    static constexpr std::string_view called = "form_encode";
    static constexpr map_kind kind = map_kind::form_encode;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};
/// As .NET's `HttpUtility.UrlEncode`: `-_.!*()` stay, the blank becomes `+`, digits in lower case.
struct dotnet_encode : to_text {
    static constexpr std::string_view called = "dotnet_encode";
    static constexpr map_kind kind = map_kind::dotnet_encode;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};

// Bytes as text, and back

struct raw : to_text {
    static constexpr std::string_view called = "raw";
    static constexpr map_kind kind = map_kind::raw;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};
struct unhex : to_bytes {
    static constexpr std::string_view called = "unhex";
    static constexpr map_kind kind = map_kind::unhex;
    TOLLGATE_DECL static bool write(std::string_view in, wiped_buffer &out);
};

/// RFC 4648, sections 4 and 5, with padding.
template <bool Url>
struct base64 : to_text {
    static constexpr std::string_view called = Url ? "base64url" : "base64";
    static constexpr map_kind kind = Url ? map_kind::base64url : map_kind::base64;
    static bool write(std::string_view in, wiped_buffer &out) { return write_base64(in, Url, out); }
};
/// Strict: no other characters, padding where it belongs, no stray bits.
template <bool Url>
struct unbase64 : to_bytes {
    static constexpr std::string_view called = Url ? "unbase64url" : "unbase64";
    static constexpr map_kind kind = Url ? map_kind::unbase64url : map_kind::unbase64;
    static bool write(std::string_view in, wiped_buffer &out) { return read_base64(in, Url, out); }
};

} // namespace maps

} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/text_maps.ipp>
#endif

#endif
