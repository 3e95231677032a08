// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NAMES_HPP
#define TOLLGATE_DETAIL_NAMES_HPP

#include <tollgate/message.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <vector>

/// \file
/// Which names an aggregate's fields have on the wire.

namespace tollgate::inline v0::detail {

using name_list = std::vector<std::string_view>;

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

/// A field's value that is an object of fields itself.
template <class T>
concept object_value = std::is_class_v<T> && aggregate_of_fields<T>;

/// Visits all names of an aggregate, those inside objects too: `visit(name, depth, visibility)`.
template <class M>
constexpr void each_field_name(auto visit, int depth = 0);

/// The names that stand where the aggregate stands. Alternatives may share names, of which only one can be there.
template <class M>
constexpr void add_top_names(name_list &to);

/// Whether an aggregate has a field that is, or can be, an object or a list.
template <class M>
consteval bool has_nested_names();

template <class T>
constexpr void each_name_in_value(auto visit, int depth)
{
    if constexpr (is_list<T>)
        each_name_in_value<typename T::value_type>(visit, depth + 1);
    else if constexpr (object_value<T>)
        each_field_name<T>(visit, depth);
}

/// A field's names: `each(visit, depth)`, `add_top(names)`, `open_in`: what to call it if it can have others, and
/// `nests`: whether it is, or can be, an object or a list.
template <class Field>
struct field_names;

template <class Field, class T, class... Attributes>
struct plain_field_names {
    static constexpr std::string_view open_in{};
    static constexpr bool nests = is_list<T> || object_value<T>;
    static constexpr void each(auto visit, int depth)
    {
        visit(Field::name, depth, Field::shown);
        for (std::string_view const alias : aliases_in<Attributes...>)
            if (!alias.empty()) visit(alias, depth, Field::shown);
        each_name_in_value<T>(visit, depth + 1);
    }
    static constexpr void add_top(name_list &to)
    {
        to.push_back(Field::name);
        for (std::string_view const alias : aliases_in<Attributes...>)
            if (!alias.empty()) to.push_back(alias);
    }
};
template <fixed_string Name, class T, class... Attributes>
struct field_names<required<Name, T, Attributes...>>
    : plain_field_names<required<Name, T, Attributes...>, T, Attributes...> {};
template <fixed_string Name, class T, class... Attributes>
struct field_names<optional<Name, T, Attributes...>>
    : plain_field_names<optional<Name, T, Attributes...>, T, Attributes...> {};

template <fixed_string Name, fixed_string Text>
struct field_names<constant<Name, Text>> {
    static constexpr std::string_view open_in{};
    static constexpr bool nests = false;
    static constexpr void each(auto visit, int depth) { visit(Name.view(), depth, visibility::open); }
    static constexpr void add_top(name_list &to) { to.push_back(Name.view()); }
};

template <>
struct field_names<unlisted> {
    static constexpr std::string_view open_in = "unlisted";
    static constexpr bool nests = true;
    static constexpr void each(auto, int) {}
    static constexpr void add_top(name_list &) {}
};

template <bool Required, class... Alternatives>
struct field_names<basic_choice_of<Required, Alternatives...>> {
    static constexpr std::string_view open_in{};
    static constexpr bool nests = (false || ... || has_nested_names<Alternatives>());
    static constexpr void each(auto visit, int depth) { (each_field_name<Alternatives>(visit, depth), ...); }
    static constexpr void add_top(name_list &to)
    {
        auto const start = to.size();
        auto const add = [&](name_list const &of_one) {
            auto const earlier = static_cast<std::ptrdiff_t>(to.size());
            for (std::string_view const name : of_one)
                if (std::find(to.begin() + static_cast<std::ptrdiff_t>(start), to.begin() + earlier, name) ==
                    to.begin() + earlier)
                    to.push_back(name);
        };
        (add(top_names_of<Alternatives>()), ...);
    }

private:
    template <class A>
    static constexpr name_list top_names_of()
    {
        name_list found;
        add_top_names<A>(found);
        return found;
    }
};

template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
struct field_names<basic_choice<Required, Name, Fields, Alternatives...>> {
    static constexpr bool is_beside = Fields.view().empty();
    using inside = field_names<basic_choice_of<Required, Alternatives...>>;

    static constexpr bool nests = !is_beside || inside::nests;
    static constexpr std::string_view open_in = is_beside ? Name.view() : std::string_view{};
    static constexpr void each(auto visit, int depth)
    {
        visit(Name.view(), depth, visibility::open);
        if (!is_beside) visit(Fields.view(), depth, visibility::open);
        inside::each(visit, is_beside ? depth : depth + 1);
    }
    static constexpr void add_top(name_list &to)
    {
        to.push_back(Name.view());
        if (is_beside)
            inside::add_top(to);
        else
            to.push_back(Fields.view());
    }
};

template <class M>
constexpr void each_field_name(auto visit, int depth)
{
    [&]<class... F>(field_list<F...>) { (field_names<F>::each(visit, depth), ...); }(fields_of<M>{});
}

template <class M>
constexpr void add_top_names(name_list &to)
{
    [&to]<class... F>(field_list<F...>) { (field_names<F>::add_top(to), ...); }(fields_of<M>{});
}

/// The field by which a message can hold names at its top level that its type does not know; empty if there is none.
template <class M>
inline constexpr std::string_view open_names_in = []<class... F>(field_list<F...>) {
    std::string_view found;
    ((found = field_names<F>::open_in.empty() ? found : field_names<F>::open_in), ...);
    return found;
}(fields_of<M>{});

template <class M>
consteval bool has_nested_names()
{
    return
        []<class... F>(field_list<F...>) { return (false || ... || field_names<F>::nests); }(fields_of<M>{});
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
inline constexpr auto names_of = to_name_array([](name_list &to) { field_names<Field>::add_top(to); });

/// The names that an aggregate's fields have at its top level.
template <class M>
inline constexpr auto own_top_names = to_name_array([](name_list &to) { add_top_names<M>(to); });

} // namespace tollgate::inline v0::detail

#endif
