// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_FORMAT_QUERY_IPP
#define TOLLGATE_IMPL_FORMAT_QUERY_IPP

#include <tollgate/detail/format/list_parts.hpp>
#include <tollgate/detail/format/percent_encoding.hpp>
#include <tollgate/detail/format/query.hpp>
#include <tollgate/detail/format/value_text.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace tollgate::inline v0 {

void write_query(std::span<parameter const> items, detail::text_writer &out)
{
    for (parameter const &p : items) {
        if (&p != &items.front()) out.append('&');
        detail::uri_encoding::append(p.name, out);
        out.append('=');
        detail::uri_encoding::append(p.text, out);
    }
}

namespace detail {

std::size_t most_in_query(std::span<parameter const> items) noexcept
{
    std::size_t size = 0;
    for (parameter const &p : items)
        size += 3 * (p.name.size() + p.text.size()) + 2;
    return size;
}

std::string query_of(std::span<parameter const> items)
{
    string_writer text{most_in_query(items)};
    write_query(items, text);
    return text.take();
}

std::optional<errc> read_pairs(std::string_view text, parameter_list &to, body_limits limits,
                               malformed_texts malformed)
{
    if (text.size() > limits.size) return errc::body_too_large;
    auto const decoded = [&to](std::string_view part) -> std::optional<std::string_view> {
        if (part.find_first_of("%+") == part.npos) return part;
        if (!detail::percent_decode(part, to.texts())) return std::nullopt;
        return to.texts().finish();
    };
    while (!text.empty()) {
        std::string_view const pair = take_part(text, "&");
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

std::optional<errc> parse_query(std::string_view text, parameter_list &to, body_limits limits)
{
    if (auto const why = detail::read_pairs(text, to, limits)) return why;
    if (detail::has_duplicates(to.items())) return errc::duplicate_field;
    return std::nullopt;
}

std::optional<errc> parse_form(std::string_view text, parameter_list &to, body_limits limits,
                               malformed_texts malformed, repeated_names repeated)
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
