// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_READING_TABLE_HPP
#define TOLLGATE_DETAIL_READING_TABLE_HPP

#include <tollgate/detail/field_names.hpp>
#include <tollgate/detail/field_table.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// \file
/// How a described type is filled from what was received, as constant data beside its field table. Types that are only sent have none:
/// the functions that these tables name would be code in every program that sends.

namespace tollgate::inline v0::detail {

struct aggregate_reader;

/// How values of one type are read.
struct value_reader {
    value_table const *known = nullptr;
    bool is_text = false; ///< Any text, an empty one too.
    /// Whether the parameter converts exactly; the value goes to where it stands, or nowhere if that is null. Null for lists and
    /// objects.
    bool (*read)(parameter const &from, void *to) = nullptr;
    aggregate_reader const *inside = nullptr; ///< Of an object.
    value_reader const *element = nullptr;    ///< Of a list.
    /// Adds an element to a list, after `fill` has read it.
    void (*append)(void *list, void *by, void (*fill)(void *by, void *element)) = nullptr;
};

/// Where a field stands in an aggregate that is being filled.
struct field_place {
    /// Of `required`, its value; of `optional`, the `std::optional` in it; of \ref unlisted, its vector; else the field.
    void *at;
    bool *unreadable; ///< Null for a field that may not be left out.
};

/// How one field is filled; its row in the field table says the rest.
struct field_reader {
    value_reader const *value = nullptr;
    std::span<std::string_view const> names{}; ///< All that it has where it stands.
    std::span<aggregate_reader const *const> alternatives{};
    std::span<std::string_view const> alternative_names{};
    /// Makes room for a value, or for one of the alternatives, and says where. Null where the place is that of the value.
    void *(*begin)(void *at, std::size_t alternative) = nullptr;
    void (*leave_out)(void *at) = nullptr;
    void (*choose)(void *at, other &&chosen) = nullptr; ///< Of a \ref choice.
};

/// How an aggregate of fields is filled.
struct aggregate_reader {
    field_table const *fields = nullptr;
    field_reader const *first = nullptr; ///< As many as there are fields, in their order.
    std::span<std::string_view const> names{};
    /// Writes where all fields stand.
    void (*places)(void *aggregate, field_place *to) = nullptr;
    /// Of a value that its fields make together: has them filled where it likes, and says whether they make one. Null for an aggregate.
    bool (*make)(void *to, void *by, void (*fill)(void *by, void *parts)) = nullptr;
};

template <class T>
struct value_reader_of;
template <class M>
struct aggregate_reader_of;

template <class T>
struct value_reader_of {
    static bool read(parameter const &from, void *to)
    {
        if (to != nullptr) return value_text<T>::read(from, *static_cast<T *>(to));
        T nowhere{};
        return value_text<T>::read(from, nowhere);
    }
    static void append(void *list, void *by, void (*fill)(void *by, void *element))
    {
        auto element = blank_value<typename T::value_type>();
        fill(by, &element);
        static_cast<T *>(list)->push_back(std::move(element));
    }

    static constexpr value_reader table = [] {
        value_reader made{.known = &value_table_of<T>::table,
                          .is_text = std::same_as<T, std::string> || names_its_texts<T>};
        if constexpr (is_list<T>) {
            made.element = &value_reader_of<typename T::value_type>::table;
            made.append = append;
        } else if constexpr (object_value<T>) {
            made.inside = &aggregate_reader_of<T>::table;
        } else {
            made.read = read;
        }
        return made;
    }();
};

/// The value of an \ref optional field of this type, whatever its name.
template <class T>
struct optional_value {
    static void *begin(void *at, std::size_t)
    {
        return &static_cast<std::optional<T> *>(at)->emplace(blank_value<T>());
    }
    static void leave_out(void *at) { static_cast<std::optional<T> *>(at)->reset(); }
};

template <class... Alternatives>
inline constexpr std::array<aggregate_reader const *, sizeof...(Alternatives)> readers_of{
    &aggregate_reader_of<Alternatives>::table...};

template <class Field>
struct field_reader_of;

template <fixed_string Name, class T, class... Attributes>
struct field_reader_of<required<Name, T, Attributes...>> {
    using field = required<Name, T, Attributes...>;
    static constexpr field_reader table{.value = &value_reader_of<T>::table, .names = names_of<field>};

    static field_place place(field &of) noexcept { return {&field_access::value(of), nullptr}; }
};
template <fixed_string Name, class T, class... Attributes>
struct field_reader_of<optional<Name, T, Attributes...>> {
    using field = optional<Name, T, Attributes...>;
    static constexpr field_reader table{.value = &value_reader_of<T>::table,
                                        .names = names_of<field>,
                                        .begin = optional_value<T>::begin,
                                        .leave_out = optional_value<T>::leave_out};

    static field_place place(field &of) noexcept
    {
        return {&field_access::value(of), &field_access::unreadable(of)};
    }
};
template <fixed_string Name, fixed_string Text, class... Attributes>
struct field_reader_of<constant<Name, Text, Attributes...>> {
    static constexpr field_reader table{.names = names_of<constant<Name, Text, Attributes...>>};

    static field_place place(constant<Name, Text, Attributes...> &of) noexcept { return {&of, nullptr}; }
};
template <>
struct field_reader_of<unlisted> {
    static constexpr field_reader table{};

    static field_place place(unlisted &of) noexcept { return {&field_access::value(of), nullptr}; }
};
template <bool Required, class... Alternatives>
struct field_reader_of<basic_choice_of<Required, Alternatives...>> {
    using field = basic_choice_of<Required, Alternatives...>;

    template <class A>
    static void *emplace(field &in)
    {
        return &std::get<A>(field_access::value(in).emplace(blank_value<A>()));
    }
    static void *begin(void *at, std::size_t alternative)
    {
        static constexpr std::array<void *(*)(field &), sizeof...(Alternatives)> each{
            emplace<Alternatives>...};
        return each[alternative](*static_cast<field *>(at));
    }
    static void leave_out(void *at) { field_access::value(*static_cast<field *>(at)).reset(); }

    static constexpr field_reader table{.names = names_of<field>,
                                        .alternatives = readers_of<Alternatives...>,
                                        .alternative_names = names_of<field>,
                                        .begin = begin,
                                        .leave_out = leave_out};

    static field_place place(field &of) noexcept
    {
        if constexpr (Required)
            return {&of, nullptr};
        else
            return {&of, &field_access::unreadable(of)};
    }
};
template <fixed_string Type, fixed_string Path, class... On>
struct field_reader_of<events<Type, Path, On...>>
    : field_reader_of<typename events<Type, Path, On...>::choice> {};
template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
struct field_reader_of<basic_choice<Required, Name, Fields, Alternatives...>> {
    using field = basic_choice<Required, Name, Fields, Alternatives...>;

    static void leave_out(void *at) { field_access::value(*static_cast<field *>(at)) = {}; }
    static void choose(void *at, other &&chosen)
    {
        field_access::value(*static_cast<field *>(at)) = std::move(chosen);
    }

    static constexpr field_reader table{.names = names_of<field>,
                                        .alternative_names =
                                            names_of<basic_choice_of<Required, Alternatives...>>,
                                        .leave_out = leave_out,
                                        .choose = choose};

    static field_place place(field &of) noexcept
    {
        if constexpr (Required)
            return {&of, nullptr};
        else
            return {&of, &field_access::unreadable(of)};
    }
};

template <class M>
struct aggregate_reader_of {
    template <class... F>
    static constexpr std::array<field_reader, sizeof...(F)> all{field_reader_of<F>::table...};

    static void places([[maybe_unused]] void *aggregate, field_place *to)
    {
        unpack(*static_cast<M *>(aggregate), [to](auto &...fields) mutable {
            ((*to++ = field_reader_of<std::remove_cvref_t<decltype(fields)>>::place(fields)), ...);
        });
    }

    static constexpr aggregate_reader table = []<class... F>(field_list<F...>) {
        return aggregate_reader{&field_table_of<M>, all<F...>.data(), own_top_names<M>, places};
    }(fields_of<M>{});
};

} // namespace tollgate::inline v0::detail

#include <tollgate/detail/money_reader.hpp>

#endif
