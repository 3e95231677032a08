// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_EXPLAIN_EDITS_HPP
#define TOLLGATE_SIGNING_EXPLAIN_EDITS_HPP

#include <tollgate/format/json.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What mistakes do to a text: `bool(std::string_view, wiped_buffer &)`, `false` where the edit does not apply.
namespace tollgate::inline v0::signing::explaining::edits {

using detail::wiped_buffer;

/// Every `From` becomes `To`.
template <fixed_string From, fixed_string To>
bool replace(std::string_view in, wiped_buffer &out)
{
    for (std::size_t at = in.find(From.view()); at != in.npos; at = in.find(From.view())) {
        out.append(in.substr(0, at));
        out.append(To.view());
        in.remove_prefix(at + From.view().size());
    }
    out.append(in);
    return true;
}
/// One edit after another.
template <auto First, auto Second>
bool then(std::string_view in, wiped_buffer &out)
{
    wiped_buffer between;
    return First(in, between) && Second(between.view(), out);
}
template <fixed_string Before, fixed_string After>
bool surround(std::string_view in, wiped_buffer &out)
{
    out.append(Before.view());
    out.append(in);
    out.append(After.view());
    return true;
}
/// Without these texts at both ends.
template <fixed_string Before, fixed_string After>
bool unwrap(std::string_view in, wiped_buffer &out)
{
    bool const fits = in.size() > Before.view().size() + After.view().size() &&
                      in.starts_with(Before.view()) && in.ends_with(After.view());
    if (!fits) return false;
    in.remove_prefix(Before.view().size());
    in.remove_suffix(After.view().size());
    out.append(in);
    return true;
}
/// Without the `whsec_` of `whsec_MfKQ`.
inline bool drop_prefix(std::string_view in, wiped_buffer &out)
{
    std::size_t const end = in.find('_');
    if (end == in.npos || end > 12) return false;
    out.append(in.substr(end + 1));
    return true;
}
inline bool drop_newlines(std::string_view in, wiped_buffer &out)
{
    while (in.ends_with('\n') || in.ends_with('\r'))
        in.remove_suffix(1);
    out.append(in);
    return true;
}
/// Each byte's complement and a high end mark: texts so mapped are in reverse order.
inline bool reverse_rank(std::string_view in, wiped_buffer &out)
{
    std::ranges::transform(in, out.extend(in.size()), [](char c) { return static_cast<char>(~c); });
    out.append("\xFF");
    return true;
}

// Encodings

inline bool percent_decode(std::string_view in, wiped_buffer &out)
{
    for (std::size_t i = 0; i < in.size(); ++i) {
        int const high = in[i] == '%' && i + 2 < in.size() ? detail::hex_digit(in[i + 1]) : -1;
        int const low = high < 0 ? -1 : detail::hex_digit(in[i + 2]);
        *out.extend(1) = low < 0 ? in[i] : static_cast<char>(high * 16 + low);
        if (low >= 0) i += 2;
    }
    return true;
}
inline constexpr auto form_decode = then<replace<"+", " ">, percent_decode>;

inline constexpr auto html_escape_quotes = then<replace<"&", "&amp;">, replace<"\"", "&quot;">>;
inline constexpr auto html_escape =
    then<html_escape_quotes, then<replace<"'", "&#039;">, then<replace<"<", "&lt;">, replace<">", "&gt;">>>>;
inline constexpr auto html_unescape =
    then<then<replace<"&quot;", "\"">, replace<"&#039;", "'">>,
         then<then<replace<"&lt;", "<">, replace<"&gt;", ">">>, replace<"&amp;", "&">>>;
inline constexpr auto unescape_slashes = replace<"\\/", "/">;
inline constexpr auto escape_slashes = then<unescape_slashes, replace<"/", "\\/">>;
inline constexpr auto lf_to_crlf = then<replace<"\r\n", "\n">, replace<"\n", "\r\n">>;

/// The code point that starts a text, which must be UTF-8, and how many bytes it takes.
[[nodiscard]] inline std::pair<std::uint32_t, std::size_t> code_point(std::string_view text)
{
    auto const byte = [text](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
    };
    std::size_t const size = byte(0) < 0x80 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
    std::uint32_t code = size == 1 ? byte(0) : byte(0) & (0x7FU >> size);
    for (std::size_t i = 1; i != size; ++i)
        code = code << 6 | (byte(i) & 0x3F);
    return {code, size};
}
inline void append_utf8(std::uint32_t code, wiped_buffer &out)
{
    auto const put = [&out](std::uint32_t byte) { *out.extend(1) = static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) return put(0xC0 | code >> 6), put(0x80 | (code & 0x3F));
    if (code < 0x10000) {
        put(0xE0 | code >> 12);
    } else {
        put(0xF0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3F));
    }
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
}
inline void append_escape(std::uint32_t unit, wiped_buffer &out)
{
    constexpr char digits[] = "0123456789abcdef";
    char const text[] = {'\\',
                         'u',
                         digits[unit >> 12 & 15],
                         digits[unit >> 8 & 15],
                         digits[unit >> 4 & 15],
                         digits[unit & 15]};
    out.append({text, sizeof text});
}
/// `\u00e9` for everything that is not ASCII.
inline bool escape_unicode(std::string_view in, wiped_buffer &out)
{
    if (!is_utf8(in)) return false;
    while (!in.empty()) {
        auto const [code, size] = code_point(in);
        if (code < 0x80) {
            out.append(in.substr(0, 1));
        } else if (code < 0x10000) {
            append_escape(code, out);
        } else {
            append_escape(0xD800 + ((code - 0x10000) >> 10), out);
            append_escape(0xDC00 + ((code - 0x10000) & 0x3FF), out);
        }
        in.remove_prefix(size);
    }
    return true;
}
[[nodiscard]] inline std::optional<std::uint32_t> read_escape(std::string_view in)
{
    if (in.size() < 6 || !in.starts_with("\\u")) return std::nullopt;
    std::uint32_t unit = 0;
    for (char const c : in.substr(2, 4)) {
        if (detail::hex_digit(c) < 0) return std::nullopt;
        unit = unit * 16 + static_cast<std::uint32_t>(detail::hex_digit(c));
    }
    return unit;
}
inline bool unescape_unicode(std::string_view in, wiped_buffer &out)
{
    while (!in.empty()) {
        auto const unit = read_escape(in);
        auto const low = unit && *unit >> 10 == 0x36 ? read_escape(in.substr(6)) : std::nullopt;
        if (low && *low >> 10 == 0x37)
            append_utf8(0x10000 + ((*unit & 0x3FF) << 10 | (*low & 0x3FF)), out);
        else if (unit && *unit >= 0x80 && *unit >> 11 != 0x1B)
            append_utf8(*unit, out);
        else
            out.append(in.substr(0, unit ? 6 : 1));
        in.remove_prefix(std::min(in.size(), low ? std::size_t{12} : unit ? std::size_t{6} : 1));
    }
    return true;
}
/// UTF-8 to ISO 8859-1, where all characters have a place there.
inline bool to_latin1(std::string_view in, wiped_buffer &out)
{
    if (!is_utf8(in)) return false;
    while (!in.empty()) {
        auto const [code, size] = code_point(in);
        if (code > 0xFF) return false;
        *out.extend(1) = static_cast<char>(code);
        in.remove_prefix(size);
    }
    return true;
}
/// Every byte taken for a character.
inline bool from_latin1(std::string_view in, wiped_buffer &out)
{
    for (char const c : in)
        append_utf8(static_cast<unsigned char>(c), out);
    return true;
}

// JSON

/// Rewrites blanks outside of strings: without any, or with one after each comma and colon.
template <bool Spaced>
bool respace_json(std::string_view in, wiped_buffer &out)
{
    if (!in.starts_with('{') && !in.starts_with('[')) return false;
    bool quoted = false;
    for (std::size_t i = 0; i != in.size(); ++i) {
        bool const escape = quoted && in[i] == '\\' && i + 1 != in.size();
        if (in[i] == '"') quoted = !quoted;
        if (quoted || !maps::is_blank(in[i])) out.append(in.substr(i, escape ? 2 : 1));
        if (Spaced && !quoted && (in[i] == ',' || in[i] == ':')) out.append(" ");
        if (escape) ++i;
    }
    return true;
}
/// The same members, each object's by name.
[[nodiscard]] inline std::vector<parameter> sorted_members(std::span<parameter const> in, bool named)
{
    std::vector<std::vector<parameter>> members;
    for (std::size_t i = 0; i < in.size(); i += members.back().size()) {
        auto const inner = sorted_members(nested(in, i), in[i].kind == value_kind::object);
        members.push_back({in[i]});
        members.back().insert(members.back().end(), inner.begin(), inner.end());
    }
    if (named)
        std::ranges::stable_sort(members, {}, [](std::vector<parameter> const &m) { return m.front().name; });
    std::vector<parameter> all;
    for (auto const &m : members)
        all.insert(all.end(), m.begin(), m.end());
    return all;
}
inline bool sort_json(std::string_view in, wiped_buffer &out)
{
    parameter_list members;
    if (parse_json(in, members)) return false;
    auto const sorted = sorted_members(std::as_const(members).items(), true);
    out.end_at(write_json(sorted, out.extend(most_in_json(sorted))));
    return true;
}

// Amounts: digits with, perhaps, a point and more digits

[[nodiscard]] inline bool is_amount(std::string_view text)
{
    std::size_t const point = std::min(text.find('.'), text.size());
    std::string_view const whole = text.substr(0, point);
    std::string_view const rest = point == text.size() ? "0" : text.substr(point + 1);
    auto const digits = [](std::string_view s) {
        return !s.empty() && s.size() <= 12 && s.find_first_not_of("0123456789") == s.npos;
    };
    return digits(whole) && digits(rest) && (whole.size() == 1 || whole[0] != '0');
}
inline bool trim_amount(std::string_view in, wiped_buffer &out)
{
    if (!is_amount(in) || in.find('.') == in.npos) return false;
    std::string_view const digits = in.substr(0, in.find_last_not_of('0') + 1);
    out.append(digits.substr(0, digits.size() - (digits.ends_with('.') ? 1 : 0)));
    return true;
}
template <std::size_t Digits>
bool pad_amount(std::string_view in, wiped_buffer &out)
{
    return is_amount(in) && maps::decimals<Digits>::write(in, out);
}
inline bool to_minor_units(std::string_view in, wiped_buffer &out)
{
    wiped_buffer padded;
    if (!pad_amount<2>(in, padded)) return false;
    std::string digits{padded.view()};
    digits.erase(digits.size() - 3, 1);
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    out.append(digits);
    return true;
}
inline bool to_major_units(std::string_view in, wiped_buffer &out)
{
    if (!is_amount(in) || in.find('.') != in.npos) return false;
    std::string digits{in};
    if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
    digits.insert(digits.size() - 2, ".");
    out.append(digits);
    return true;
}
inline constexpr auto to_short_major_units = then<to_major_units, trim_amount>;
/// `1.5e+04`, as C, Go and Python write it; or `1.5E4`, as Java does.
template <bool Java>
bool to_scientific(std::string_view in, wiped_buffer &out)
{
    if (!is_amount(in)) return false;
    std::string const whole{in.substr(0, in.find('.'))};
    if (whole == "0" || in.find('.') != in.npos) return false;
    std::size_t const power = whole.size() - 1;
    std::string digits = whole.substr(0, whole.find_last_not_of('0') + 1);
    if (digits.size() > 1) digits.insert(1, ".");
    if (Java && digits.size() == 1) digits += ".0";
    out.append(digits + (Java ? "E" : power < 10 ? "e+0" : "e+") + std::to_string(power));
    return true;
}

} // namespace tollgate::inline v0::signing::explaining::edits

#endif
