// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DECLARED_PATHS_HPP
#define TOLLGATE_DETAIL_DECLARED_PATHS_HPP

#include <tollgate/detail/names.hpp>
#include <tollgate/message.hpp>

#include <algorithm>
#include <string_view>
#include <type_traits>

namespace tollgate::inline v0::detail {

/// What an aggregate can hold at a path: a name, or names of objects and a member, or indices of lists, joined by dots.
enum class path_kind {
    none,   ///< Nothing: its type declares no such field.
    value,  ///< A text, a number, a truth value.
    nested, ///< An object or a list.
    open,   ///< Whatever the program gives at run time.
};

/// Finds out what stands at a path.
struct path_search {
    template <class M>
    [[nodiscard]] static constexpr path_kind in(std::string_view path)
    {
        return in_fields(fields_of<M>{}, path);
    }
    /// Of one field, where it stands.
    template <class Field>
    [[nodiscard]] static constexpr path_kind in_field(std::string_view path)
    {
        return at(std::type_identity<Field>{}, path);
    }

private:
    /// What of a path leads on from a name; empty if it does not begin with it.
    [[nodiscard]] static constexpr std::string_view behind(std::string_view name, std::string_view path)
    {
        bool const leads_on =
            path.size() > name.size() + 1 && path.starts_with(name) && path[name.size()] == '.';
        return leads_on ? path.substr(name.size() + 1) : std::string_view{};
    }
    template <class... F>
    [[nodiscard]] static constexpr path_kind in_fields(field_list<F...>,
                                                       [[maybe_unused]] std::string_view path)
    {
        return std::max({path_kind::none, at(std::type_identity<F>{}, path)...});
    }
    /// Of a value: the rest of the path is a name of what an object holds, or an index of a list's element.
    template <class T>
    [[nodiscard]] static constexpr path_kind in_value(std::string_view rest)
    {
        if constexpr (is_list<T>) {
            std::string_view const index = rest.substr(0, rest.find('.'));
            bool const is_index = std::ranges::all_of(index, [](char c) { return c >= '0' && c <= '9'; });
            if (!is_index) return path_kind::none;
            using element = typename T::value_type;
            return index.size() == rest.size() ? kind_of<element>
                                               : in_value<element>(rest.substr(index.size() + 1));
        } else if constexpr (object_value<T>) {
            return in<T>(rest);
        } else {
            return path_kind::none;
        }
    }
    template <class T>
    static constexpr path_kind kind_of = is_list<T> || object_value<T> ? path_kind::nested : path_kind::value;
    template <class T>
    [[nodiscard]] static constexpr path_kind in_value(std::string_view name, std::string_view path)
    {
        if (path == name) return kind_of<T>;
        std::string_view const rest = behind(name, path);
        return rest.empty() ? path_kind::none : in_value<T>(rest);
    }

    template <class Field>
    [[nodiscard]] static constexpr path_kind at(std::type_identity<Field>, std::string_view path)
    {
        if constexpr (!open_name_in(field_row_of<Field>::row).empty())
            return path_kind::open;
        else
            return std::ranges::find(names_of<Field>, path) != names_of<Field>.end() ? path_kind::value
                                                                                     : path_kind::none;
    }
    template <fixed_string Name, class T, class... Attributes>
    [[nodiscard]] static constexpr path_kind at(std::type_identity<required<Name, T, Attributes...>>,
                                                std::string_view path)
    {
        return in_value<T>(Name.view(), path);
    }
    template <fixed_string Name, class T, class... Attributes>
    [[nodiscard]] static constexpr path_kind at(std::type_identity<optional<Name, T, Attributes...>>,
                                                std::string_view path)
    {
        return in_value<T>(Name.view(), path);
    }
    template <bool Required, class... Alternatives>
    [[nodiscard]] static constexpr path_kind
    at(std::type_identity<basic_choice_of<Required, Alternatives...>>, std::string_view path)
    {
        return std::max({path_kind::none, in<Alternatives>(path)...});
    }
    template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
    [[nodiscard]] static constexpr path_kind
    at(std::type_identity<basic_choice<Required, Name, Fields, Alternatives...>>, std::string_view path)
    {
        if (path == Name.view()) return path_kind::value;
        if (Fields.view().empty()) return path_kind::open; // what `other` gives stands beside it
        if (path == Fields.view()) return path_kind::nested;
        return behind(Fields.view(), path).empty() ? path_kind::none : path_kind::open;
    }
};

} // namespace tollgate::inline v0::detail

#endif
