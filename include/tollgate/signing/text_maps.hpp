// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_TEXT_MAPS_HPP
#define TOLLGATE_SIGNING_TEXT_MAPS_HPP

#include <tollgate/detail/format/base64.hpp>
#include <tollgate/detail/format/escape.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/detail/wiped_buffer.hpp>
#include <tollgate/signing/nodes.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>

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
concept text_map = requires(std::string_view in, detail::wiped_buffer &out) {
    { M::called } -> std::convertible_to<std::string_view>;
    { M::kind } -> std::convertible_to<map_kind>;
    { M::result } -> std::convertible_to<gives>;
    { M::write(in, out) } -> std::same_as<bool>;
};

/// A map without its type.
using erased_text_map = bool (*)(std::string_view, detail::wiped_buffer &);

namespace maps {

using detail::wiped_buffer;

/// What maps from text to text have in common.
struct to_text {
    static constexpr gives result = gives::text;
};
struct to_bytes {
    static constexpr gives result = gives::bytes;
};

constexpr char to_upper(char c) noexcept
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

struct lower : to_text {
    static constexpr std::string_view called = "lower";
    static constexpr map_kind kind = map_kind::lower;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        std::ranges::transform(in, out.extend(in.size()), to_lower);
        return true;
    }
};
struct upper : to_text {
    static constexpr std::string_view called = "upper";
    static constexpr map_kind kind = map_kind::upper;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        std::transform(in.begin(), in.end(), out.extend(in.size()), to_upper);
        return true;
    }
};
struct reverse : to_text {
    static constexpr std::string_view called = "reverse";
    static constexpr map_kind kind = map_kind::reverse;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        std::ranges::reverse_copy(in, out.extend(in.size()));
        return true;
    }
};

constexpr bool is_blank(char c) noexcept
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct trim : to_text {
    static constexpr std::string_view called = "trim";
    static constexpr map_kind kind = map_kind::trim;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        while (!in.empty() && is_blank(in.front()))
            in.remove_prefix(1);
        while (!in.empty() && is_blank(in.back()))
            in.remove_suffix(1);
        out.append(in);
        return true;
    }
};
/// Runs of blanks become one blank.
struct collapse : to_text {
    static constexpr std::string_view called = "collapse";
    static constexpr map_kind kind = map_kind::collapse;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        bool after_blank = false;
        for (char const c : in) {
            if (!is_blank(c)) *out.extend(1) = c;
            if (is_blank(c) && !after_blank) *out.extend(1) = ' ';
            after_blank = is_blank(c);
        }
        return true;
    }
};
template <fixed_string Characters>
struct strip : to_text {
    static constexpr std::string_view called = "strip";
    static constexpr map_kind kind = Characters.view() == "=" ? map_kind::strip_padding : map_kind::strip;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        for (char const c : in)
            if (Characters.view().find(c) == std::string_view::npos) *out.extend(1) = c;
        return true;
    }
};
template <fixed_string Characters>
struct escape : to_text {
    static constexpr std::string_view called = "escape";
    static constexpr map_kind kind = map_kind::escape;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        for (char const c : in) {
            if (Characters.view().find(c) != std::string_view::npos) *out.extend(1) = '\\';
            *out.extend(1) = c;
        }
        return true;
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
        for (std::size_t at = in.find(From.view()); at != in.npos; at = in.find(From.view())) {
            out.append(in.substr(0, at));
            out.append(To.view());
            in.remove_prefix(at + From.view().size());
        }
        out.append(in);
        return true;
    }
};
/// As it stands, but an empty one is refused.
struct given : to_text {
    static constexpr std::string_view called = "given";
    static constexpr map_kind kind = map_kind::given;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        out.append(in);
        return !in.empty();
    }
};

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

/// A number with exactly so many digits after the point; more digits than that are refused.
template <std::size_t Digits>
struct decimals : to_text {
    static constexpr std::string_view called = "decimals";
    static constexpr map_kind kind = map_kind::decimals;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        plain_number const number{in};
        if (!number.is_one || number.fraction.size() > Digits) return false;
        write_number(number.whole, number.fraction, Digits, out);
        return true;
    }
};
/// A number without zeros at its end, but with at least so many digits after the point.
template <std::size_t Digits>
struct least_decimals : to_text {
    static constexpr std::string_view called = "least_decimals";
    static constexpr map_kind kind = map_kind::least_decimals;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        plain_number const number{in};
        if (!number.is_one) return false;
        std::size_t const kept = number.fraction.find_last_not_of('0') + 1;
        write_number(number.whole, number.fraction.substr(0, kept), Digits, out);
        return true;
    }
};
/// Digits with zeros before them, so many in all; more digits than that are refused.
template <std::size_t Digits>
struct zero_padded : to_text {
    static constexpr std::string_view called = "zero_padded";
    static constexpr map_kind kind = map_kind::zero_padded;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        if (!all_digits(in) || in.size() > Digits) return false;
        write_zeros(Digits - in.size(), out);
        out.append(in);
        return true;
    }
};
/// The value of one part of a structured header: `17` for `t` in `t=17,v1=5257`. Of two, nobody can say which one counts.
template <fixed_string Name>
struct part : to_text {
    static constexpr std::string_view called = "part";
    static constexpr std::string_view argument = Name.view();
    static constexpr map_kind kind = map_kind::part;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        bool found = false;
        while (!in.empty()) {
            std::string_view const one = detail::take_part(in, ",");
            if (one.size() <= Name.view().size() || !one.starts_with(Name.view()) ||
                one[Name.view().size()] != '=')
                continue;
            if (std::exchange(found, true)) return false;
            out.append(one.substr(Name.view().size() + 1));
        }
        return found;
    }
};
struct byte_length : to_text {
    static constexpr std::string_view called = "byte_length";
    static constexpr map_kind kind = map_kind::byte_length;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        std::array<char, 20> digits{};
        out.append({digits.data(), std::to_chars(digits.begin(), digits.end(), in.size()).ptr});
        return true;
    }
};
template <bool Upper>
struct hexadecimal : to_text {
    static constexpr std::string_view called = Upper ? "upper_hex" : "hex";
    static constexpr map_kind kind = Upper ? map_kind::upper_hex : map_kind::hex;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        detail::append_hex<Upper>(in, out);
        return true;
    }
};
/// Quoted, as JavaScript and Python write it: with the short escapes where JSON has them.
struct json_text : to_text {
    static constexpr std::string_view called = "json_text";
    static constexpr map_kind kind = map_kind::json_text;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        detail::append_json_string(in, out, escape);
        return true;
    }

private:
    static void escape(char c, detail::text_writer &out)
    {
        constexpr std::string_view plain = "\"\\\b\f\n\r\t";
        constexpr std::string_view letters = "\"\\bfnrt";
        std::size_t const at = plain.find(c);
        if (at == plain.npos) return detail::append_unicode_escape(c, out);
        out.append('\\');
        out.append(letters[at]);
    }
};
/// A member of a JSON object, as text.
template <fixed_string Name>
struct json_member : to_text {
    static constexpr std::string_view called = "json_member";
    static constexpr map_kind kind = map_kind::json_member;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        parameter_list members;
        if (parse_json(in, members, {.size = in.size()})) return false; // the message around it is bounded
        parameter const *const member = find(std::as_const(members).items(), Name.view());
        if (member == nullptr || detail::is_container(member->kind)) return false;
        out.append(member->text);
        return true;
    }
};

// Percent-encodings

/// One of the percent-encodings.
template <class Encoding>
struct percent_encoded : to_text {
    static bool write(std::string_view in, wiped_buffer &out)
    {
        Encoding::append(in, out);
        return true;
    }
};
/// RFC 3986: everything but letters, digits and `-._~`.
struct percent_encode : percent_encoded<detail::uri_encoding> {
    static constexpr std::string_view called = "percent_encode";
    static constexpr map_kind kind = map_kind::percent_encode;
};
/// As forms and PHP's `urlencode`: `-_.` stay, the blank becomes `+`.
struct form_encode : percent_encoded<detail::percent_encoding<"-_.", detail::blank_as::plus>> {
    static constexpr std::string_view called = "form_encode";
    static constexpr map_kind kind = map_kind::form_encode;
};
/// As .NET's `HttpUtility.UrlEncode`: `-_.!*()` stay, the blank becomes `+`, digits in lower case.
struct dotnet_encode : percent_encoded<detail::percent_encoding<"-_.!*()", detail::blank_as::plus, false>> {
    static constexpr std::string_view called = "dotnet_encode";
    static constexpr map_kind kind = map_kind::dotnet_encode;
};

// Bytes as text, and back

struct raw : to_text {
    static constexpr std::string_view called = "raw";
    static constexpr map_kind kind = map_kind::raw;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        out.append(in);
        return true;
    }
};
struct unhex : to_bytes {
    static constexpr std::string_view called = "unhex";
    static constexpr map_kind kind = map_kind::unhex;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        if (in.size() % 2 != 0) return false;
        for (std::size_t i = 0; i != in.size(); i += 2) {
            auto const byte = detail::hex_byte(in, i);
            if (!byte) return false;
            out.append(*byte);
        }
        return true;
    }
};

/// RFC 4648, sections 4 and 5, with padding.
template <bool Url>
struct base64 : to_text {
    static constexpr std::string_view called = Url ? "base64url" : "base64";
    static constexpr map_kind kind = Url ? map_kind::base64url : map_kind::base64;
    static bool write(std::string_view in, wiped_buffer &out)
    {
        detail::base64_encode<Url>(in, out);
        return true;
    }
};
/// Strict: no other characters, padding where it belongs, no stray bits.
template <bool Url>
struct unbase64 : to_bytes {
    static constexpr std::string_view called = Url ? "unbase64url" : "unbase64";
    static constexpr map_kind kind = Url ? map_kind::unbase64url : map_kind::unbase64;
    static bool write(std::string_view in, wiped_buffer &out) { return detail::base64_decode<Url>(in, out); }
};

} // namespace maps

} // namespace tollgate::inline v0::signing

#endif
