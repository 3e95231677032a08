// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_VALUE_TEXT_HPP
#define TOLLGATE_DETAIL_FORMAT_VALUE_TEXT_HPP

#include <tollgate/detail/format/eight_bytes.hpp>
#include <tollgate/detail/format/list_parts.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/http_url.hpp>
#include <tollgate/idempotency_key.hpp>
#include <tollgate/money.hpp>
#include <tollgate/open_enum.hpp>

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace tollgate::inline v0 {

namespace detail {

template <class T>
concept integer_enum = std::is_enum_v<T>;

/// Reads an integer that fills the whole text, without sign `+`, blanks or leading zeros.
template <integer I>
[[nodiscard]] constexpr bool read_integer(std::string_view text, I &to) noexcept
{
    std::string_view const digits = text.substr(text.starts_with('-') ? 1 : 0);
    if (digits.size() > 1 && digits.front() == '0') return false;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), to);
    return failed == std::errc{} && end == text.data() + text.size();
}

} // namespace detail

/**
 * \brief How a value of type T becomes text, once, and how it is read back.
 *
 * | member | meaning |
 * |---|---|
 * | `sent_as` | what the value is on a wire that tells kinds apart |
 * | `max_text` | room that `write` needs; 0 if `view` shows the text without writing |
 * | `write(value, to)` | writes the text, returns its end |
 * | `view(value)` | the text where it stands |
 * | `read(parameter, value)` | whether the received parameter converts exactly, and the value |
 */
template <class T>
struct value_text;

template <>
struct value_text<std::string> {
    static constexpr value_kind sent_as = value_kind::text;
    static constexpr std::size_t max_text = 0;
    static std::string_view view(std::string const &value) noexcept { return value; }
    /// Also of a number and a truth value, as they stand in the message: gateways are not sure of kinds.
    static bool read(parameter const &p, std::string &to)
    {
        if (p.kind == value_kind::null || detail::is_container(p.kind)) return false;
        to.assign(p.text);
        return true;
    }
};

/// A text that no name is stays as it is.
template <fixed_string... Names>
struct value_text<open_enum<Names...>> {
    static constexpr value_kind sent_as = value_kind::text;
    static constexpr std::size_t max_text = 0;
    static std::string_view view(open_enum<Names...> const &value) noexcept { return value.text(); }
    static bool read(parameter const &p, open_enum<Names...> &to)
    {
        if (p.kind == value_kind::null || detail::is_container(p.kind)) return false;
        to = open_enum<Names...>::of(p.text);
        return true;
    }
};

template <>
struct value_text<http_url> {
    static constexpr value_kind sent_as = value_kind::text;
    static constexpr std::size_t max_text = 0;
    static std::string_view view(http_url const &value) noexcept { return value; }
    static bool read(parameter const &p, http_url &to)
    {
        bool const is_address = p.kind == value_kind::text && detail::is_http_url(p.text);
        if (is_address) to = p.text;
        return is_address;
    }
};

template <>
struct value_text<idempotency_key> {
    static constexpr value_kind sent_as = value_kind::text;
    static constexpr std::size_t max_text = 0;
    static std::string_view view(idempotency_key const &value) noexcept { return value; }
    static bool read(parameter const &p, idempotency_key &to)
    {
        bool const is_text = p.kind == value_kind::text;
        if (is_text) to = idempotency_key{p.text};
        return is_text;
    }
};

template <detail::integer T>
struct value_text<T> {
    static constexpr value_kind sent_as = value_kind::number;
    static constexpr std::size_t max_text = 20;
    static char *write(T value, char *to) noexcept { return std::to_chars(to, to + max_text, value).ptr; }
    static bool read(parameter const &p, T &to) noexcept
    {
        return (p.kind == value_kind::text || p.kind == value_kind::number) &&
               detail::read_integer(p.text, to);
    }
};

/// An enumeration is its number; a number without an enumerator is kept as it is.
template <detail::integer_enum T>
struct value_text<T> {
    using number = value_text<std::underlying_type_t<T>>;
    static constexpr value_kind sent_as = value_kind::number;
    static constexpr std::size_t max_text = number::max_text;
    static char *write(T value, char *to) noexcept
    {
        return number::write(static_cast<std::underlying_type_t<T>>(value), to);
    }
    static bool read(parameter const &p, T &to) noexcept
    {
        std::underlying_type_t<T> plain{};
        if (!number::read(p, plain)) return false;
        to = static_cast<T>(plain);
        return true;
    }
};

template <>
struct value_text<minor_units> {
    using number = value_text<std::int64_t>;
    static constexpr value_kind sent_as = value_kind::number;
    static constexpr std::size_t max_text = number::max_text;
    static char *write(minor_units value, char *to) noexcept { return number::write(value.count(), to); }
    static bool read(parameter const &p, minor_units &to)
    {
        std::int64_t count = 0;
        if (!number::read(p, count) || count < 0) return false;
        to = count;
        return true;
    }
};

template <>
struct value_text<signed_minor_units> {
    using number = value_text<std::int64_t>;
    static constexpr value_kind sent_as = value_kind::number;
    static constexpr std::size_t max_text = number::max_text;
    static char *write(signed_minor_units value, char *to) noexcept
    {
        return number::write(value.count(), to);
    }
    static bool read(parameter const &p, signed_minor_units &to)
    {
        std::int64_t count = 0;
        if (!number::read(p, count)) return false;
        to = count;
        return true;
    }
};

template <>
struct value_text<decimal> {
    static constexpr value_kind sent_as = value_kind::number;
    static constexpr std::size_t max_text = decimal::max_text;
    static char *write(decimal value, char *to) noexcept { return value.write(to); }
    static bool read(parameter const &p, decimal &to)
    {
        if (p.kind != value_kind::text && p.kind != value_kind::number) return false;
        auto const parsed = decimal::parse(p.text);
        if (parsed) to = *parsed;
        return parsed.has_value();
    }
};

template <>
struct value_text<bool> {
    static constexpr value_kind sent_as = value_kind::boolean;
    static constexpr std::size_t max_text = 0;
    static std::string_view view(bool value) noexcept { return value ? "true" : "false"; }
    /// Also of a text or a number, as forms have them, as Python spells them, and as 1 and 0. Schemes sign the text of a truth value,
    /// not its kind: a stranger who makes a text of it must not take it away.
    static bool read(parameter const &p, bool &to) noexcept
    {
        if (p.kind == value_kind::null || detail::is_container(p.kind)) return false;
        to = p.text == "true" || p.text == "True" || p.text == "1";
        return to || p.text == "false" || p.text == "False" || p.text == "0";
    }
};

namespace detail {

/// How many of the first bytes are ASCII.
[[nodiscard]] inline std::size_t ascii_prefix(std::string_view bytes) noexcept
{
    return eight_bytes::before_first(bytes, eight_bytes::above_ascii);
}

/// Whether all bytes are ASCII and no control characters, 0x7F aside.
[[nodiscard]] inline bool is_plain_ascii(std::string_view bytes) noexcept
{
    return eight_bytes::none(bytes, [](std::uint64_t eight) { // as above_ascii and below<' '>, in fewer steps
        return (eight | (eight - ' ' * eight_bytes::in_each)) & eight_bytes::top_bits;
    });
}

/// How many bytes the character that starts here takes in UTF-8, as RFC 3629 defines it: shortest forms, no surrogates, nothing
/// above U+10FFFF. 0 if none starts here.
[[nodiscard]] inline std::size_t utf8_length(std::string_view bytes, std::size_t at) noexcept
{
    auto const byte = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    auto const continues = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return i < bytes.size() && byte(i) >= low && byte(i) <= high;
    };
    unsigned const lead = byte(at);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return continues(at + 1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        bool const starts = continues(at + 1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
        return starts && continues(at + 2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        bool const starts = continues(at + 1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
        return starts && continues(at + 2) && continues(at + 3) ? 4 : 0;
    }
    return 0;
}

} // namespace detail

/// Whether the bytes are UTF-8 as RFC 3629 defines it: shortest forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] inline bool is_utf8(std::string_view bytes) noexcept
{
    for (std::size_t i = 0; i < bytes.size();) {
        bool const is_ascii = static_cast<unsigned char>(bytes[i]) < 0x80;
        std::size_t const length =
            is_ascii ? detail::ascii_prefix(bytes.substr(i)) : detail::utf8_length(bytes, i);
        if (length == 0) return false;
        i += length;
    }
    return true;
}

namespace detail {

/// With U+FFFD in place of each byte that is no part of a character in UTF-8.
[[nodiscard]] inline std::string as_utf8(std::string_view bytes)
{
    std::string text;
    for (std::size_t i = 0; i != bytes.size();) {
        std::size_t const length = utf8_length(bytes, i);
        text += length == 0 ? "\xEF\xBF\xBD" : bytes.substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
    return text;
}

} // namespace detail

/// ASCII lower case, whatever the locale.
[[nodiscard]] constexpr char to_lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Equal but for ASCII case, as HTTP compares header names.
[[nodiscard]] inline bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept
{
    using namespace detail::eight_bytes;
    return a.size() == b.size() && difference(a, b, in_lower_case) == 0;
}

namespace detail {

/// Whether a gateway writes so that there is nothing: `null`, `false` and its text, an empty text, list or object.
[[nodiscard]] inline bool says_nothing(parameter const &p, std::span<parameter const> in) noexcept
{
    switch (p.kind) {
    case value_kind::null: return true;
    case value_kind::text: return p.text.empty() || equal_ignoring_case(p.text, "false");
    case value_kind::boolean: return p.text == "false";
    case value_kind::object:
    case value_kind::array: return nested(in, static_cast<std::size_t>(&p - in.data())).empty();
    case value_kind::number: break;
    }
    return false;
}

/// Whether a text is a number as JSON writes them (RFC 8259, section 6).
[[nodiscard]] constexpr bool is_json_number(std::string_view text) noexcept
{
    auto const take = [&text](std::string_view any_of) {
        std::size_t const end = std::min(text.find_first_not_of(any_of), text.size());
        text.remove_prefix(end);
        return end;
    };
    constexpr std::string_view digits = "0123456789";
    if (text.starts_with('-')) text.remove_prefix(1);
    bool const starts_with_zero = text.starts_with('0');
    std::size_t const whole = take(digits);
    if (whole == 0 || (starts_with_zero && whole != 1)) return false;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (take(digits) == 0) return false;
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
        if (take(digits) == 0) return false;
    }
    return text.empty();
}

/// Whether a text is what stands in a message for a value of this kind.
[[nodiscard]] constexpr bool is_of_kind(std::string_view text, value_kind kind) noexcept
{
    switch (kind) {
    case value_kind::text: return true;
    case value_kind::number: return is_json_number(text);
    case value_kind::boolean: return text == "true" || text == "false";
    default: return text.empty();
    }
}

/// Whether a `Content-Encoding` names a coding that changes the bytes. Some senders name a charset there, or `identity`.
[[nodiscard]] inline bool names_compression(std::string_view codings) noexcept
{
    constexpr std::string_view registered[] = {"gzip",     "x-gzip",     "deflate", "br", "zstd",
                                               "compress", "x-compress", "dcb",     "dcz"};
    while (!codings.empty()) {
        std::string_view const one = without_outer_blanks(take_part(codings, ","));
        for (std::string_view const coding : registered)
            if (equal_ignoring_case(one, coding)) return true;
    }
    return false;
}

/// Without the mark that some programs write before UTF-8.
[[nodiscard]] constexpr std::string_view without_byte_order_mark(std::string_view text) noexcept
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return text.substr(text.starts_with(mark) ? mark.size() : 0);
}

} // namespace detail

} // namespace tollgate::inline v0

#endif
