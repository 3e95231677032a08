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

/// Takes names in, or only counts them. Not a vector: compilers take long over one, for every description.
class name_list {
public:
    constexpr name_list() = default;
    constexpr explicit name_list(std::string_view *to) : to_{to} {}

    constexpr void add(std::string_view name)
    {
        if (to_ != nullptr) to_[size_] = name;
        ++size_;
    }
    constexpr void add(std::span<std::string_view const> names)
    {
        for (std::string_view const name : names)
            add(name);
    }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }

private:
    std::string_view *to_ = nullptr;
    std::size_t size_ = 0;
};

/// The first name that stands twice; empty if none does. Names often begin alike, so they are compared from behind, and by hand: whoever
/// describes a message waits for its compiler here.
[[nodiscard]] constexpr std::string_view first_repeated(std::span<std::string_view const> names)
{
    std::string_view const *const all = names.data();
    std::size_t const count = names.size();
    for (std::size_t i = 0; i != count; ++i) {
        char const *const name = all[i].data();
        std::size_t const size = all[i].size();
        for (std::size_t j = i + 1; j != count; ++j) {
            if (all[j].size() != size) continue;
            char const *const other = all[j].data();
            std::size_t end = size;
            while (end != 0 && name[end - 1] == other[end - 1])
                --end;
            if (end == 0) return all[i];
        }
    }
    return {};
}
[[nodiscard]] constexpr bool holds_name(std::span<std::string_view const> names, std::string_view name)
{
    for (std::string_view const one : names)
        if (one.size() == name.size() && one == name) return true;
    return false;
}

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

/// Whether a field has this name where it stands, or one of its alternatives does.
[[nodiscard]] constexpr bool has_name(field_row const &of, std::string_view name)
{
    if (!of.name.empty() && of.name == name) return true;
    for (std::string_view const alias : of.aliases)
        if (!alias.empty() && alias == name) return true;
    if (!of.object.empty()) return of.object == name;
    for (field_table const *one : of.alternatives)
        for (field_row const &row : *one)
            if (has_name(row, name)) return true;
    return false;
}

/// Alternatives whose names have been added. They may share names, of which only one can be there.
struct added_alternatives {
    std::span<field_table const *const> tables{};
    added_alternatives const *around = nullptr;

    [[nodiscard]] constexpr bool have(std::string_view name) const
    {
        for (field_table const *one : tables)
            for (field_row const &row : *one)
                if (has_name(row, name)) return true;
        return around != nullptr && around->have(name);
    }
};

constexpr void add_top_names(field_table const &of, name_list &to, added_alternatives const &before = {});

/// Adds the names that a field has where it stands.
constexpr void add_top_names(field_row const &of, name_list &to, added_alternatives const &before = {})
{
    auto const add = [&](std::string_view name) {
        if (!before.have(name)) to.add(name);
    };
    if (!of.name.empty()) each_own_name(of, add);
    if (!of.object.empty()) return add(of.object);
    for (std::size_t i = 0; i != of.alternatives.size(); ++i)
        add_top_names(*of.alternatives[i], to, {of.alternatives.first(i), &before});
}
constexpr void add_top_names(field_table const &of, name_list &to, added_alternatives const &before)
{
    for (field_row const &row : of)
        add_top_names(row, to, before);
}
/// The names of a field or an aggregate as a list, while a program runs.
template <class Of>
[[nodiscard]] std::vector<std::string_view> list_top_names(Of const &of)
{
    name_list counted;
    add_top_names(of, counted);
    std::vector<std::string_view> names(counted.size());
    name_list filled{names.data()};
    add_top_names(of, filled);
    return names;
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

/// An array of the names that `fill` adds.
template <class Fill>
consteval auto to_name_array(Fill fill)
{
    constexpr std::size_t count = [] {
        name_list counted;
        Fill{}(counted);
        return counted.size();
    }();
    std::array<std::string_view, count> array{};
    name_list to{array.data()};
    fill(to);
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
