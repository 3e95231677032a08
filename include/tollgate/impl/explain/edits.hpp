// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_EXPLAIN_EDITS_HPP
#define TOLLGATE_IMPL_EXPLAIN_EDITS_HPP

#include <tollgate/detail/field_names.hpp>
#include <tollgate/detail/format/hex.hpp>
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/percent_encoding.hpp>
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

/// Every `From` becomes `To`.
template <fixed_string From, fixed_string To>
bool replace(std::string_view in, wiped_buffer &out)
{
    return maps::write_replacing(in, From.view(), To.view(), out);
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
        auto const byte = in[i] == '%' ? detail::hex_byte(in, i + 1) : std::nullopt;
        out.append(byte.value_or(in[i]));
        if (byte) i += 2;
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
    out.append("\\u");
    char const bytes[] = {static_cast<char>(unit >> 8), static_cast<char>(unit & 0xFF)};
    detail::append_hex<false>({bytes, sizeof bytes}, out);
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
inline bool unescape_unicode(std::string_view in, wiped_buffer &out)
{
    while (!in.empty()) {
        auto const unit = detail::escaped_unit(in, 0);
        auto const low = unit && *unit >> 10 == 0x36 ? detail::escaped_unit(in, 6) : std::nullopt;
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

// Characters that do not show, and those that look like others

/// Whether a character leaves no mark on a page: controls, every blank but the plain one, zero-width ones, byte order marks.
[[nodiscard]] constexpr bool is_invisible(std::uint32_t code) noexcept
{
    constexpr std::pair<std::uint32_t, std::uint32_t> ranges[] = {
        {0x00, 0x1F},     {0x7F, 0xA0},     {0xAD, 0xAD},      {0x034F, 0x034F}, {0x061C, 0x061C},
        {0x115F, 0x1160}, {0x1680, 0x1680}, {0x17B4, 0x17B5},  {0x180B, 0x180F}, {0x2000, 0x200F},
        {0x2028, 0x202F}, {0x205F, 0x206F}, {0x3000, 0x3000},  {0x3164, 0x3164}, {0xFE00, 0xFE0F},
        {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF}};
    return std::ranges::any_of(ranges, [code](auto r) { return r.first <= code && code <= r.second; });
}
/// Without what does not show, wherever it stands, and without blanks at both ends.
inline bool drop_invisible(std::string_view in, wiped_buffer &out)
{
    if (!is_utf8(in)) return false;
    wiped_buffer shown;
    while (!in.empty()) {
        auto const [code, size] = code_point(in);
        if (!is_invisible(code)) shown.append(in.substr(0, size));
        in.remove_prefix(size);
    }
    return maps::trim::write(shown.view(), out);
}
/// Without any blank or line break, inside as well.
inline bool drop_blanks(std::string_view in, wiped_buffer &out)
{
    for (char const c : in)
        if (!maps::is_blank(c)) *out.extend(1) = c;
    return true;
}
/// What a word processor or another keyboard writes, as the ASCII characters that look like it.
inline bool to_ascii_alike(std::string_view in, wiped_buffer &out)
{
    struct pair {
        std::string_view alike, plain;
    };
    constexpr pair pairs[] = {
        {"\xE2\x80\x98", "'"},  {"\xE2\x80\x99", "'"},   {"\xE2\x80\x9C", "\""}, {"\xE2\x80\x9D", "\""},
        {"\xE2\x80\x9E", "\""}, {"\xC2\xAB", "\""},      {"\xC2\xBB", "\""},     {"\xE2\x80\x90", "-"},
        {"\xE2\x80\x91", "-"},  {"\xE2\x80\x93", "-"},   {"\xE2\x80\x94", "-"},  {"\xE2\x88\x92", "-"},
        {"\xC2\xA0", " "},      {"\xE2\x80\xA6", "..."}, {"\xD0\x90", "A"},      {"\xD0\x92", "B"},
        {"\xD0\x95", "E"},      {"\xD0\x9A", "K"},       {"\xD0\x9C", "M"},      {"\xD0\x9D", "H"},
        {"\xD0\x9E", "O"},      {"\xD0\xA0", "P"},       {"\xD0\xA1", "C"},      {"\xD0\xA2", "T"},
        {"\xD0\xA5", "X"},      {"\xD0\xB0", "a"},       {"\xD0\xB5", "e"},      {"\xD0\xBE", "o"},
        {"\xD1\x80", "p"},      {"\xD1\x81", "c"},       {"\xD1\x83", "y"},      {"\xD1\x85", "x"}};
    while (!in.empty()) {
        auto const found =
            std::ranges::find_if(pairs, [in](pair const &p) { return in.starts_with(p.alike); });
        bool const plain = found == std::ranges::end(pairs);
        out.append(plain ? in.substr(0, 1) : found->plain);
        in.remove_prefix(plain ? 1 : found->alike.size());
    }
    return true;
}

// A digest's digits, as some languages print numbers

/// Each byte without a zero before a single digit.
inline bool hex_without_zeros(std::string_view in, wiped_buffer &out)
{
    for (char const c : in) {
        wiped_buffer two;
        maps::hexadecimal<false>::write({&c, 1}, two);
        out.append(two.view().substr(two.view()[0] == '0' ? 1 : 0));
    }
    return true;
}
/// All of it as one number, without zeros before it.
inline bool hex_as_number(std::string_view in, wiped_buffer &out)
{
    wiped_buffer all;
    maps::hexadecimal<false>::write(in, all);
    std::size_t const first = all.view().find_first_not_of('0');
    out.append(first == std::string_view::npos ? "0" : all.view().substr(first));
    return true;
}

/// Each word's first letter in upper case, the others in lower case: `X-Pay-Id`.
inline bool capitalise(std::string_view in, wiped_buffer &out)
{
    bool first = true;
    for (char const c : in) {
        *out.extend(1) = first ? maps::to_upper(c) : to_lower(c);
        first = c == '-';
    }
    return true;
}

// URLs

/// A URL, or a target, in parts; `origin` is the scheme and the host with its port.
struct url_parts {
    std::string_view origin, path, rest;

    explicit url_parts(std::string_view url)
    {
        std::size_t const slashes = url.find("://");
        std::size_t const host = slashes == url.npos ? 0 : slashes + 3;
        std::size_t const path_at = std::min(url.size(), url.find_first_of("/?#", host));
        std::size_t const rest_at = std::min(url.size(), url.find_first_of("?#", host));
        origin = url.substr(0, path_at);
        path = url.substr(path_at, rest_at - path_at);
        rest = url.substr(rest_at);
    }
    [[nodiscard]] bool has_scheme(std::string_view name) const
    {
        return equal_ignoring_case(origin.substr(0, origin.find("://")), name);
    }
};
[[nodiscard]] inline bool is_url(std::string_view text)
{
    url_parts const parts{text};
    return parts.origin.find("://") != text.npos && (parts.has_scheme("http") || parts.has_scheme("https"));
}
inline bool write_url(std::string_view origin, std::string_view path, std::string_view rest,
                      wiped_buffer &out)
{
    out.append(origin);
    out.append(path);
    out.append(rest);
    return true;
}
inline bool to_other_scheme(std::string_view in, wiped_buffer &out)
{
    if (!is_url(in)) return false;
    out.append(url_parts{in}.has_scheme("http") ? "https" : "http");
    out.append(in.substr(in.find("://")));
    return true;
}
inline bool add_slash(std::string_view in, wiped_buffer &out)
{
    url_parts const parts{in};
    if (parts.path.ends_with('/')) return false;
    return write_url(parts.origin, std::string{parts.path} + "/", parts.rest, out);
}
inline bool drop_slash(std::string_view in, wiped_buffer &out)
{
    url_parts const parts{in};
    bool const would_be_empty = parts.origin.empty() && parts.path.size() == 1;
    if (!parts.path.ends_with('/') || would_be_empty) return false;
    return write_url(parts.origin, parts.path.substr(0, parts.path.size() - 1), parts.rest, out);
}
inline bool drop_query(std::string_view in, wiped_buffer &out)
{
    url_parts const parts{in};
    return !parts.rest.empty() && write_url(parts.origin, parts.path, {}, out);
}
inline bool drop_origin(std::string_view in, wiped_buffer &out)
{
    url_parts const parts{in};
    return !parts.origin.empty() && write_url(parts.path.empty() ? "/" : "", parts.path, parts.rest, out);
}
inline bool lower_host(std::string_view in, wiped_buffer &out)
{
    url_parts const parts{in};
    maps::lower::write(parts.origin, out);
    return write_url({}, parts.path, parts.rest, out);
}
/// With `www.` before the host, or without it.
inline bool toggle_www(std::string_view in, wiped_buffer &out)
{
    if (!is_url(in)) return false;
    std::size_t const host = in.find("://") + 3;
    std::string_view const after = in.substr(host);
    bool const has = after.starts_with("www.");
    return write_url(in.substr(0, host), has ? "" : "www.", has ? after.substr(4) : after, out);
}
/// With the port that its scheme has anyway, or without it.
inline bool toggle_port(std::string_view in, wiped_buffer &out)
{
    if (!is_url(in)) return false;
    url_parts const parts{in};
    std::string_view const port = parts.has_scheme("http") ? ":80" : ":443";
    std::string_view const host = parts.origin.substr(parts.origin.find("://") + 3);
    if (parts.origin.ends_with(port)) {
        out.append(parts.origin.substr(0, parts.origin.size() - port.size()));
    } else {
        if (host.find_last_of(':') != host.npos && !host.ends_with(']')) return false;
        out.append(parts.origin);
        out.append(port);
    }
    return write_url({}, parts.path, parts.rest, out);
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
    if (named) std::ranges::sort(members, {}, [](std::vector<parameter> const &m) { return m.front().name; });
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
    write_json(sorted, out);
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
