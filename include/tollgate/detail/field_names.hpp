// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FIELD_NAMES_HPP
#define TOLLGATE_DETAIL_FIELD_NAMES_HPP

#include <tollgate/detail/field_table.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

/// \file
/// Which names an aggregate's fields have on the wire.

namespace tollgate::inline v0::detail {

using name_list = std::vector<std::string_view>;

/// Visits a field's own name, or names: those that it has where it stands, whatever it holds.
constexpr void each_own_name(field_row const &of, auto const &visit)
{
    visit(of.name);
    for (std::string_view const alias : of.aliases)
        if (!alias.empty()) visit(alias);
}

constexpr void each_name(field_table const &of, auto const &visit, int depth = 0);

/// Visits all names of a field, those inside objects too: `visit(name, depth, row)`.
constexpr void each_name(field_row const &of, auto const &visit, int depth = 0)
{
    if (!of.name.empty()) each_own_name(of, [&](std::string_view name) { visit(name, depth, of); });
    for (value_table const *value = of.value; value != nullptr; value = value->element) {
        ++depth;
        if (value->inside != nullptr) each_name(*value->inside, visit, depth);
    }
    if (!of.object.empty()) visit(of.object, depth, of);
    for (field_table const *one : of.alternatives)
        each_name(*one, visit, of.object.empty() ? depth : depth + 1);
}
constexpr void each_name(field_table const &of, auto const &visit, int depth)
{
    for (field_row const &row : of)
        each_name(row, visit, depth);
}

constexpr void add_top_names(field_table const &of, name_list &to);

/// Adds the names that a field has where it stands. Alternatives may share names, of which only one can be there.
constexpr void add_top_names(field_row const &of, name_list &to)
{
    if (!of.name.empty()) each_own_name(of, [&to](std::string_view name) { to.push_back(name); });
    if (!of.object.empty()) return to.push_back(of.object);
    std::size_t const start = to.size();
    for (field_table const *one : of.alternatives) {
        name_list found;
        add_top_names(*one, found);
        std::size_t const earlier = to.size();
        for (std::string_view const name : found)
            if (std::find(to.data() + start, to.data() + earlier, name) == to.data() + earlier)
                to.push_back(name);
    }
}
constexpr void add_top_names(field_table const &of, name_list &to)
{
    for (field_row const &row : of)
        add_top_names(row, to);
}

[[nodiscard]] constexpr std::string_view open_name_in(field_table const &of) noexcept;

/// What to call a field that can have names where it stands that its type does not know; empty if it cannot.
[[nodiscard]] constexpr std::string_view open_name_in(field_row const &of) noexcept
{
    if (of.kind == field_kind::unlisted) return "unlisted";
    if (!of.object.empty()) return {};
    if (of.kind == field_kind::choice) return of.name;
    std::string_view found;
    for (field_table const *one : of.alternatives)
        if (std::string_view const open = open_name_in(*one); !open.empty()) found = open;
    return found;
}
/// The last such field of an aggregate.
[[nodiscard]] constexpr std::string_view open_name_in(field_table const &of) noexcept
{
    std::string_view found;
    for (field_row const &row : of)
        if (std::string_view const open = open_name_in(row); !open.empty()) found = open;
    return found;
}

/// Whether an aggregate has a field that is, or can be, an object or a list.
[[nodiscard]] constexpr bool has_nested_names(field_table const &of) noexcept
{
    return std::any_of(of.begin(), of.end(), [](field_row const &row) {
        bool const nests = row.kind == field_kind::unlisted || !row.object.empty() ||
                           (row.value != nullptr && is_container(row.value->sent_as));
        return nests || std::any_of(row.alternatives.begin(), row.alternatives.end(),
                                    [](field_table const *one) { return has_nested_names(*one); });
    });
}

/// Copies what `fill` puts into a vector of names to an array.
template <class Fill>
consteval auto to_name_array(Fill fill)
{
    constexpr std::size_t count = [] {
        name_list found;
        Fill{}(found);
        return found.size();
    }();
    name_list found;
    fill(found);
    std::array<std::string_view, count> array{};
    std::ranges::copy(found, array.begin());
    return array;
}

/// The names that one field has where it stands.
template <class Field>
inline constexpr auto names_of =
    to_name_array([](name_list &to) { add_top_names(field_row_of<Field>::row, to); });

/// The names that an aggregate's fields have at its top level.
template <class M>
inline constexpr auto own_top_names =
    to_name_array([](name_list &to) { add_top_names(field_table_of<M>, to); });

} // namespace tollgate::inline v0::detail

#endif
