// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_DECLARED_PATHS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_DECLARED_PATHS_HPP

#include <tollgate/detail/field_names.hpp>

#include <algorithm>
#include <span>
#include <string_view>

namespace tollgate::inline v0::detail {

/// What an aggregate can hold at a path: a name, or names of objects and a member, or indices of lists, joined by dots.
enum class path_kind {
    none,   ///< Nothing: its type declares no such field.
    value,  ///< A text, a number, a truth value.
    nested, ///< An object or a list.
    open,   ///< Whatever the program gives at run time.
};

[[nodiscard]] constexpr path_kind kind_at(field_table const &of, std::string_view path);

/// What of a path leads on from a name; empty if it does not begin with it.
[[nodiscard]] constexpr std::string_view behind(std::string_view name, std::string_view path)
{
    bool const leads_on = path.size() > name.size() + 1 && path.starts_with(name) && path[name.size()] == '.';
    return leads_on ? path.substr(name.size() + 1) : std::string_view{};
}

/// \param rest a name of what an object holds, or an index of a list's element; empty for the value itself
[[nodiscard]] constexpr path_kind kind_at(value_table const &of, std::string_view rest)
{
    if (rest.empty()) return is_container(of.sent_as) ? path_kind::nested : path_kind::value;
    if (of.inside != nullptr) return kind_at(*of.inside, rest);
    if (of.element == nullptr) return path_kind::none;
    std::string_view const index = rest.substr(0, rest.find('.'));
    bool const is_index = std::ranges::all_of(index, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_index) return path_kind::none;
    return kind_at(*of.element, rest.substr(std::min(index.size() + 1, rest.size())));
}

/// Of one field, where it stands.
[[nodiscard]] constexpr path_kind kind_at(field_row const &of, std::string_view path)
{
    bool const is_name = path == of.name;
    std::string_view const rest = behind(of.name, path);
    switch (of.kind) {
    case field_kind::value: return is_name || !rest.empty() ? kind_at(*of.value, rest) : path_kind::none;
    case field_kind::constant: return is_name ? path_kind::value : path_kind::none;
    case field_kind::unlisted: return path_kind::open;
    case field_kind::alternatives: {
        path_kind found = path_kind::none;
        bool is_open = true; // in all of them: what one keeps without naming it, no other has
        for (field_table const *one : of.alternatives) {
            path_kind const kind = kind_at(*one, path);
            is_open = is_open && kind == path_kind::open;
            if (kind != path_kind::open) found = std::max(found, kind);
        }
        return is_open ? path_kind::open : found;
    }
    case field_kind::choice:
        if (is_name) return path_kind::value;
        if (of.object.empty()) return path_kind::open; // what `other` gives stands beside it
        if (path == of.object) return path_kind::nested;
        return behind(of.object, path).empty() ? path_kind::none : path_kind::open;
    }
    return path_kind::none;
}

[[nodiscard]] constexpr path_kind kind_at(field_table const &of, std::string_view path)
{
    path_kind found = path_kind::none;
    bool is_open = false;
    for (field_row const &row : of) {
        path_kind const kind = kind_at(row, path);
        is_open = is_open || kind == path_kind::open;
        if (kind != path_kind::open) found = std::max(found, kind);
    }
    return is_open && found == path_kind::none ? path_kind::open : found; // what a field says counts
}

/// The texts that the field at a path may have, as far as its type names them; none where any may stand there.
[[nodiscard]] constexpr std::span<std::string_view const> texts_at(field_table const &of,
                                                                   std::string_view path)
{
    for (field_row const &row : of) {
        if (row.kind == field_kind::constant && row.name == path) return {&row.text, 1};
        if (row.kind != field_kind::value) continue;
        if (row.name == path) return row.value->names;
        std::string_view const rest = behind(row.name, path);
        if (!rest.empty() && row.value->inside != nullptr) return texts_at(*row.value->inside, rest);
    }
    return {};
}

} // namespace tollgate::inline v0::detail

#endif
