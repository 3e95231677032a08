// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_QUERY_HPP
#define TOLLGATE_DETAIL_FORMAT_QUERY_HPP

#include <tollgate/detail/format/eight_bytes.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/format/text.hpp>
#include <tollgate/limits.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

namespace detail {

/// Letters, digits, and what all encodings leave as it is: `-`, `.` and `_`.
[[nodiscard]] constexpr std::uint64_t marks_plain(std::uint64_t ascii) noexcept
{
    using namespace eight_bytes;
    return within<'0', '9'>(ascii) | within<'a', 'z'>(ascii | 0x20 * in_each) | within<'-', '.'>(ascii) |
           within<'_', '_'>(ascii);
}
/// All but those that are plain.
[[nodiscard]] constexpr std::uint64_t marks_all_but(std::uint64_t plain, std::uint64_t eight) noexcept
{
    return (~plain & eight_bytes::top_bits) | eight_bytes::above_ascii(eight);
}
/// All but what RFC 3986, section 2.3, leaves as it is.
[[nodiscard]] constexpr std::uint64_t marks_reserved(std::uint64_t eight) noexcept
{
    return marks_all_but(marks_plain(eight) | eight_bytes::within<'~', '~'>(eight), eight);
}

template <bool Upper = true>
char *put_percent(char c, char *to) noexcept
{
    constexpr char const *digits = Upper ? "0123456789ABCDEF" : "0123456789abcdef";
    auto const byte = static_cast<unsigned char>(c);
    to[0] = '%';
    to[1] = digits[byte >> 4];
    to[2] = digits[byte & 0xF];
    return to + 3;
}

/// Room that \ref percent_encode may need.
[[nodiscard]] constexpr std::size_t most_percent_encoded(std::string_view text) noexcept
{
    return 3 * text.size() + eight_bytes::overrun;
}

/// Returns the end of what it has written.
[[nodiscard]] inline char *percent_encode(std::string_view text, char *to) noexcept
{
    return eight_bytes::copy_escaping(text, to, marks_reserved, put_percent<>);
}

/// What each character stands for as a hexadecimal digit; -1 for those that are none.
inline constexpr auto hex_values = [] {
    std::array<signed char, 256> of{};
    of.fill(-1);
    for (std::string_view const digits : {"0123456789abcdef", "0123456789ABCDEF"})
        for (std::size_t value = 0; value != digits.size(); ++value)
            of[static_cast<unsigned char>(digits[value])] = static_cast<signed char>(value);
    return of;
}();
[[nodiscard]] constexpr int hex_digit(char c) noexcept
{
    return hex_values[static_cast<unsigned char>(c)];
}

[[nodiscard]] constexpr std::uint64_t marks_encoded(std::uint64_t eight) noexcept
{
    return eight_bytes::equal_to<'%'>(eight) | eight_bytes::equal_to<'+'>(eight);
}

/// Decodes `%XX` and `+`; `false` if a `%` is not followed by two hexadecimal digits.
[[nodiscard]] inline bool percent_decode(std::string_view text, text_arena &to)
{
    for (std::size_t i = 0; i != text.size(); ++i) {
        char c = text[i] == '+' ? ' ' : text[i];
        if (c == '%') {
            if (text.size() - i < 3) return false;
            int const high = hex_digit(text[i + 1]);
            int const low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return false;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        to.append({&c, 1});
    }
    return true;
}

} // namespace detail

/// Room that \ref write_query may need.
[[nodiscard]] inline std::size_t most_in_query(std::span<parameter const> items) noexcept
{
    std::size_t most = 0;
    for (parameter const &p : items)
        most += detail::most_percent_encoded(p.name) + detail::most_percent_encoded(p.text) + 2;
    return most;
}

/// Writes `name=value` pairs joined by `&`, percent-encoded (RFC 3986), the blank as `%20`; returns their end.
[[nodiscard]] inline char *write_query(std::span<parameter const> items, char *to) noexcept
{
    for (parameter const &p : items) {
        if (&p != &items.front()) *to++ = '&';
        to = detail::percent_encode(p.name, to);
        *to++ = '=';
        to = detail::percent_encode(p.text, to);
    }
    return to;
}

namespace detail {

/// Whether several pairs of this name, in a form, are the elements of a list.
[[nodiscard]] inline bool names_element(std::string_view name) noexcept
{
    return name.size() > 2 && name.ends_with("[]");
}

/// The pairs as they stand, whatever their names are.
[[nodiscard]] inline std::optional<errc> read_pairs(std::string_view text, parameter_list &to,
                                                    body_limits limits = {},
                                                    malformed_texts malformed = malformed_texts::refused)
{
    if (text.size() > limits.size) return errc::body_too_large;
    auto const decoded = [&to](std::string_view part) -> std::optional<std::string_view> {
        if (detail::eight_bytes::none(part, detail::marks_encoded)) return part;
        if (!detail::percent_decode(part, to.texts())) return std::nullopt;
        return to.texts().finish();
    };
    while (!text.empty()) {
        std::string_view const pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        std::size_t const equals = pair.find('=');
        if (equals == 0 || equals == pair.npos) return errc::body_not_form;
        auto const name = decoded(pair.substr(0, equals));
        auto const value = decoded(pair.substr(equals + 1));
        if (!name || !value) return errc::body_not_form;
        bool const is_malformed = !is_utf8(*name) || !is_utf8(*value);
        if (is_malformed && malformed == malformed_texts::refused) return errc::body_not_utf8;
        if (to.size() >= limits.fields) return errc::too_many_fields;
        to.add({.name = *name, .text = *value, .malformed = is_malformed});
    }
    return std::nullopt;
}

/**
 * \brief Makes a list `a` of all pairs that are named `a[]`, where the first of them stands, in their order.
 * \details As PHP reads forms: whoever signs lists signs them so.
 */
inline void gather_lists(parameter_list &pairs)
{
    std::vector<parameter> const all{pairs.items().begin(), pairs.items().end()};
    std::vector<std::size_t> elements; // list by list, each in its order
    for (std::size_t i = 0; i != all.size(); ++i)
        if (names_element(all[i].name)) elements.push_back(i);
    if (elements.empty()) return;
    std::ranges::sort(elements, {}, [&all](std::size_t i) { return std::pair{all[i].name, i}; });
    std::vector<std::size_t> starts; // of the lists, among the elements, by where they stand among the pairs
    for (std::size_t i = 0; i != elements.size(); ++i)
        if (i == 0 || all[elements[i]].name != all[elements[i - 1]].name) starts.push_back(i);
    std::ranges::sort(starts, {}, [&elements](std::size_t start) { return elements[start]; });

    pairs.clear_items();
    auto next = starts.begin();
    for (std::size_t i = 0; i != all.size(); ++i) {
        if (!names_element(all[i].name)) pairs.add(all[i]);
        if (next == starts.end() || elements[*next] != i) continue;
        std::string_view const name = all[i].name;
        pairs.add({.name = name.substr(0, name.size() - 2),
                   .text = {},
                   .kind = value_kind::array,
                   .malformed = !is_utf8(name)});
        for (std::size_t e = *next++; e != elements.size() && all[elements[e]].name == name; ++e)
            pairs.add({.name = {},
                       .text = all[elements[e]].text,
                       .depth = 1,
                       .malformed = all[elements[e]].malformed});
    }
}

} // namespace detail

/// Reads what \ref write_query writes, and other queries, where `+` is a blank.
/// Texts without either are shown where they stand in `text`: it must outlive the list's use.
[[nodiscard]] inline std::optional<errc> parse_query(std::string_view text, parameter_list &to,
                                                     body_limits limits = {})
{
    if (auto const why = detail::read_pairs(text, to, limits)) return why;
    if (detail::has_duplicates(to.items())) return errc::duplicate_field;
    return std::nullopt;
}

/**
 * \brief Reads a form (`application/x-www-form-urlencoded`), as \ref parse_query.
 * \details Pairs whose name ends in `[]` are the elements of a list, which has the name without the brackets. A byte order
 * mark before it is passed over.
 */
[[nodiscard]] inline std::optional<errc> parse_form(std::string_view text, parameter_list &to,
                                                    body_limits limits = {},
                                                    malformed_texts malformed = malformed_texts::refused,
                                                    repeated_names repeated = repeated_names::refused)
{
    if (text.size() > limits.size) return errc::body_too_large;
    if (auto const why = detail::read_pairs(detail::without_byte_order_mark(text), to, limits, malformed))
        return why;
    detail::gather_lists(to);
    if (to.size() > limits.fields) return errc::too_many_fields;
    if (repeated == repeated_names::marked)
        detail::mark_repeated(to.items());
    else if (detail::has_duplicates(to.items()))
        return errc::duplicate_field;
    return std::nullopt;
}

} // namespace tollgate::inline v0

#endif
