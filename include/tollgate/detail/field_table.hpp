// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FIELD_TABLE_HPP
#define TOLLGATE_DETAIL_FIELD_TABLE_HPP

#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/detail/text_arena.hpp>
#include <tollgate/environment.hpp>
#include <tollgate/keyring.hpp>
#include <tollgate/message.hpp>
#include <tollgate/private_key.hpp>
#include <tollgate/public_key.hpp>
#include <tollgate/secret.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

/// \file
/// What a described type is, as constant data: one table for each aggregate of fields, one row for each field. Names, lowering and
/// what must be there are functions over these tables; a type adds nothing to them but where the values of its fields stand.

namespace tollgate::inline v0::detail {

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

/// What an account alone holds, and no message sends: a key, or for which environment the account is.
template <class T>
inline constexpr bool is_unsent_value =
    std::same_as<T, secret> || std::same_as<T, public_key> || std::same_as<T, private_key> ||
    std::same_as<T, keyring> || std::same_as<T, environment>;

/// A field's value that is an object of fields itself.
template <class T>
concept object_value = std::is_class_v<T> && aggregate_of_fields<T>;

struct field_row;

/// An aggregate of fields.
struct field_table {
    field_row const *first = nullptr;
    std::size_t size = 0;
    std::string_view chosen_as; ///< An alternative's text; empty where it has none.
    /// Writes where the values of all fields stand; null for those that were left out.
    void (*show)(void const *aggregate, void const **to) = nullptr;

    [[nodiscard]] constexpr field_row const *begin() const noexcept { return first; }
    [[nodiscard]] constexpr field_row const *end() const noexcept;
};

/// How values of one type are written.
struct value_table {
    value_kind sent_as = value_kind::text; ///< `array` for a list, `object` for an aggregate of fields.
    bool is_number = false;                ///< It holds no free text.
    bool is_decimal = false;
    bool is_free_text = false; ///< Any text may stand there.
    bool is_secret = false;
    bool is_public_key = false;
    bool is_private_key = false;
    bool is_keyring = false;
    bool is_environment = false;
    bool is_unsent = false; ///< See \ref is_unsent_value.
    bool is_idempotency_key = false;
    std::span<std::string_view const>
        names{}; ///< The texts that are documented; none where any may stand there.
    /// Shows the value's text, or writes it into the arena. Null for what is never sent, lists and objects.
    std::string_view (*text)(void const *value, text_arena &) = nullptr;
    field_table const *inside = nullptr;  ///< Of an object.
    value_table const *element = nullptr; ///< Of a list.
    /// Visits a list's elements in their order.
    void (*each)(void const *list, void *by, void (*visit)(void *by, void const *element)) = nullptr;
};

/// Which alternative of a choice was taken.
struct chosen_alternative {
    std::string_view text; ///< As it stands on the wire, where the choice has a name.
    /// Among the choice's alternatives; \ref none of those for a literal, \ref other_text for one that is known only at run time.
    std::size_t which;
    void const *value;

    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    static constexpr std::size_t other_text = none - 1;
};

enum class field_kind : unsigned char {
    value,        ///< `required`, `optional`
    constant,     ///< \ref constant
    choice,       ///< \ref choice: a name, and what each of its texts needs
    alternatives, ///< \ref choice_of: no name, but those of the alternatives
    unlisted,     ///< \ref unlisted
};

/// One field.
struct field_row {
    std::string_view name; ///< Empty for alternatives and \ref unlisted.
    field_kind kind = field_kind::value;
    bool is_required = false;
    bool is_unsigned = false;
    visibility shown = visibility::open;
    place travels = place::usual;
    std::span<std::string_view const> aliases{}; ///< Empty ones are none.
    bool is_as_text = false;                     ///< A number or truth value is sent as a text.
    bool is_sent_empty = false;                  ///< An empty text is sent.
    text_limits const *limits = nullptr;         ///< Null: any text.
    value_table const *value = nullptr;
    std::string_view text{}; ///< A constant's.
    /// Texts of which one must stand there, or the alternative that the row belongs to is not meant. Empty: it does not decide.
    std::span<std::string_view const> decided_by{};
    std::string_view object{}; ///< In which a choice's alternatives stand; empty: beside it.
    std::span<field_table const *const> alternatives{};
    chosen_alternative (*chosen)(void const *choice) = nullptr;
};

constexpr field_row const *field_table::end() const noexcept
{
    return first + size;
}

/// Where the value of the field stands that has this name and is of this kind; null where it was left out, or there is none.
[[nodiscard]] inline void const *find_given(field_table const &fields, void const *aggregate,
                                            std::string_view name, bool value_table::*kind)
{
    void const *given[most_members];
    fields.show(aggregate, given);
    for (std::size_t i = 0; i != fields.size; ++i)
        if (field_row const &row = fields.first[i];
            row.name == name && row.value != nullptr && row.value->*kind)
            return given[i];
    return nullptr;
}

/// What a field of documented texts says, for as long as the aggregate stays as it is; empty if there is no such field, or no name.
[[nodiscard]] inline std::string_view text_said(field_table const &fields, void const *aggregate,
                                                std::string_view name)
{
    if (name.empty()) return {};
    void const *given[most_members];
    fields.show(aggregate, given);
    text_arena none;
    for (std::size_t i = 0; i != fields.size; ++i)
        if (field_row const &row = fields.first[i]; row.name == name && row.kind == field_kind::value &&
                                                    !row.value->names.empty() && given[i] != nullptr)
            return row.value->text(given[i], none);
    return {};
}

template <class T>
struct value_table_of;
template <class Field>
struct field_row_of;

template <class M, class... F>
struct field_rows {
    static constexpr std::array<field_row, sizeof...(F)> all{field_row_of<F>::row...};

    static void show([[maybe_unused]] void const *aggregate, void const **to)
    {
        unpack(*static_cast<M const *>(aggregate), [to](auto const &...fields) mutable {
            ((*to++ = field_row_of<std::remove_cvref_t<decltype(fields)>>::given(fields)), ...);
        });
    }
};

template <class M>
inline constexpr field_table field_table_of = []<class... F>(field_list<F...>) {
    field_table table{field_rows<M, F...>::all.data(), sizeof...(F), {}, field_rows<M, F...>::show};
    if constexpr (requires { std::string_view{M::chosen_as}; }) table.chosen_as = M::chosen_as;
    return table;
}(fields_of<M>{});

template <class T>
struct value_table_of {
    static std::string_view text(void const *value, [[maybe_unused]] text_arena &to)
    {
        T const &of = *static_cast<T const *>(value);
        if constexpr (value_text<T>::max_text == 0)
            return value_text<T>::view(of);
        else
            return to.keep_written(value_text<T>::max_text,
                                   [&of](char *at) { return value_text<T>::write(of, at); });
    }
    static void each(void const *list, void *by, void (*visit)(void *by, void const *element))
    {
        for (auto const &element : *static_cast<T const *>(list))
            visit(by, &element);
    }

    static constexpr value_table table = [] {
        value_table made;
        made.is_number = std::is_arithmetic_v<T> || std::is_enum_v<T> || std::same_as<T, decimal> ||
                         std::same_as<T, minor_units> || std::same_as<T, signed_minor_units>;
        made.is_decimal = std::same_as<T, decimal>;
        made.is_free_text = std::same_as<T, std::string>;
        made.is_secret = std::same_as<T, secret>;
        made.is_public_key = std::same_as<T, public_key>;
        made.is_private_key = std::same_as<T, private_key>;
        made.is_keyring = std::same_as<T, keyring>;
        made.is_environment = std::same_as<T, environment>;
        made.is_unsent = is_unsent_value<T>;
        made.is_idempotency_key = std::same_as<T, idempotency_key>;
        if constexpr (names_its_texts<T>) made.names = T::names;
        if constexpr (is_list<T>) {
            made.sent_as = value_kind::array;
            made.element = &value_table_of<typename T::value_type>::table;
            made.each = each;
        } else if constexpr (object_value<T>) {
            made.sent_as = value_kind::object;
            made.inside = &field_table_of<T>;
        } else if constexpr (!is_unsent_value<T>) {
            made.sent_as = value_text<T>::sent_as;
            made.text = text;
        }
        return made;
    }();
};

/// The texts by which a field decides which alternative is meant.
template <class T, class... Attributes>
[[nodiscard]] consteval std::span<std::string_view const> deciding_texts()
{
    if constexpr (has_attribute<decides_alternative, Attributes...>)
        return T::names;
    else
        return {};
}

template <fixed_string Name, class T, class... Attributes>
struct field_row_of<required<Name, T, Attributes...>> {
    static constexpr field_row row{.name = Name.view(),
                                   .is_required = true,
                                   .is_unsigned = required<Name, T, Attributes...>::is_unsigned,
                                   .shown = required<Name, T, Attributes...>::shown,
                                   .travels = place_of<Attributes...>,
                                   .aliases = aliases_in<Attributes...>,
                                   .is_as_text = has_attribute<as_text, Attributes...>,
                                   .is_sent_empty = has_attribute<sent_empty, Attributes...>,
                                   .limits = text_limits_in<Attributes...>,
                                   .value = &value_table_of<T>::table,
                                   .decided_by = deciding_texts<T, Attributes...>()};

    static void const *given(required<Name, T, Attributes...> const &f) noexcept
    {
        return &field_access::value(f);
    }
};
template <fixed_string Name, class T, class... Attributes>
struct field_row_of<optional<Name, T, Attributes...>> {
    static constexpr field_row row{.name = Name.view(),
                                   .is_unsigned = optional<Name, T, Attributes...>::is_unsigned,
                                   .shown = optional<Name, T, Attributes...>::shown,
                                   .travels = place_of<Attributes...>,
                                   .aliases = aliases_in<Attributes...>,
                                   .is_as_text = has_attribute<as_text, Attributes...>,
                                   .is_sent_empty = has_attribute<sent_empty, Attributes...>,
                                   .limits = text_limits_in<Attributes...>,
                                   .value = &value_table_of<T>::table};

    static void const *given(optional<Name, T, Attributes...> const &f) noexcept
    {
        auto const &value = field_access::value(f);
        return value ? &*value : nullptr;
    }
};
template <fixed_string Name, fixed_string Text, class... Attributes>
struct field_row_of<constant<Name, Text, Attributes...>> {
    static constexpr std::string_view text = Text.view();
    static constexpr field_row row{.name = Name.view(),
                                   .kind = field_kind::constant,
                                   .is_required = true,
                                   .travels = place_of<Attributes...>,
                                   .text = text,
                                   .decided_by = {&text, 1}};

    static void const *given(constant<Name, Text, Attributes...> const &f) noexcept { return &f; }
};
template <>
struct field_row_of<unlisted> {
    static constexpr field_row row{.name = {}, .kind = field_kind::unlisted};

    static void const *given(unlisted const &f) noexcept { return &f; }
};

template <class... Alternatives>
inline constexpr std::array<field_table const *, sizeof...(Alternatives)> tables_of{
    &field_table_of<Alternatives>...};

template <bool Required, class... Alternatives>
struct field_row_of<basic_choice_of<Required, Alternatives...>> {
    static constexpr field_row row{
        .name = {},
        .kind = field_kind::alternatives,
        .is_required = Required,
        .alternatives = tables_of<Alternatives...>,
        .chosen = [](void const *value) {
            auto const &taken = *static_cast<std::variant<Alternatives...> const *>(value);
            return chosen_alternative{
                {}, taken.index(), std::visit([](auto const &one) -> void const * { return &one; }, taken)};
        }};

    static void const *given(basic_choice_of<Required, Alternatives...> const &f) noexcept
    {
        auto const &value = field_access::value(f);
        return value ? &*value : nullptr;
    }
};
template <fixed_string Type, fixed_string Path, class... On>
struct field_row_of<events<Type, Path, On...>> : field_row_of<typename events<Type, Path, On...>::choice> {};
template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
struct field_row_of<basic_choice<Required, Name, Fields, Alternatives...>> {
    using choice = basic_choice<Required, Name, Fields, Alternatives...>;
    static constexpr field_row row{
        .name = Name.view(),
        .kind = field_kind::choice,
        .is_required = Required,
        .object = Fields.view(),
        .alternatives = tables_of<Alternatives...>,
        .chosen = [](void const *value) {
            auto const &given = *static_cast<choice const *>(value);
            // The variant starts with a literal and with a text that is known only at run time.
            std::size_t const at = given.value().index();
            return chosen_alternative{
                given.text(),
                at == 0   ? chosen_alternative::none
                : at == 1 ? chosen_alternative::other_text
                          : at - 2,
                std::visit([](auto const &one) -> void const * { return &one; }, given.value())};
        }};

    static void const *given(choice const &f) noexcept { return &f; }
};

} // namespace tollgate::inline v0::detail

// Whoever looks at tables knows money in any shape.
#include <tollgate/detail/money_table.hpp>

#endif
