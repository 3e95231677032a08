// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MONEY_TABLE_HPP
#define TOLLGATE_DETAIL_MONEY_TABLE_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/field_table.hpp>
#include <tollgate/money_shape.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

/// \file
/// Money in the tables of a description: two fields, of which both values are made of the one that a program gives.

namespace tollgate::inline v0::detail {

/// Writes an amount into the arena.
[[nodiscard]] TOLLGATE_DECL std::string_view amount_text(money const &of, unit as, text_arena &to);
/// The code of its currency, where it stands or in the arena.
[[nodiscard]] TOLLGATE_DECL std::string_view code_text(money const &of, letters as, text_arena &to);

[[nodiscard]] constexpr bool is_major(unit as) noexcept
{
    return as == unit::major || as == unit::major_text;
}

/// Whoever lowers has the same address for both fields: that of the money.
template <unit Unit>
inline constexpr value_table amount_value = [] {
    value_table made;
    made.sent_as = Unit == unit::minor || Unit == unit::major ? value_kind::number : value_kind::text;
    made.is_number = true;
    made.text = [](void const *value, text_arena &to) {
        return amount_text(*static_cast<money const *>(value), Unit, to);
    };
    return made;
}();
template <letters Letters>
inline constexpr value_table code_value = [] {
    value_table made;
    made.text = [](void const *value, text_arena &to) {
        return code_text(*static_cast<money const *>(value), Letters, to);
    };
    return made;
}();

template <class Money>
struct money_fields {
    static void show(void const *of, void const **to)
    {
        to[0] = to[1] = static_cast<money const *>(static_cast<Money const *>(of));
    }
};

/// The two fields under their names.
template <class Money, fixed_string Amount, fixed_string Currency, unit Unit, letters Letters>
inline constexpr std::array<field_row, 2> money_rows{
    field_row{.name = Amount.view(), .is_required = true, .value = &amount_value<Unit>},
    field_row{.name = Currency.view(), .is_required = true, .value = &code_value<Letters>}};
template <class Money, fixed_string Amount, fixed_string Currency, unit Unit, letters Letters>
inline constexpr field_table money_table_with{
    money_rows<Money, Amount, Currency, Unit, Letters>.data(), 2, {}, money_fields<Money>::show};

/// Of money in an object.
template <class Money>
inline constexpr field_table const *money_table = nullptr;
template <fixed_string Amount, fixed_string Currency, unit Unit, letters Letters>
inline constexpr field_table const *money_table<shaped_money<Amount, Currency, Unit, Letters>> =
    &money_table_with<shaped_money<Amount, Currency, Unit, Letters>, Amount, Currency, Unit, Letters>;
/// Of money that stands where its field stands, with that name.
template <class Money, fixed_string Name>
inline constexpr field_table const *money_table_beside = nullptr;
template <fixed_string Currency, unit Unit, letters Letters, fixed_string Name>
inline constexpr field_table const *money_table_beside<money_beside<Currency, Unit, Letters>, Name> =
    &money_table_with<money_beside<Currency, Unit, Letters>, Name, Currency, Unit, Letters>;

template <class T>
    requires is_shaped_money<T>
struct value_table_of<T> {
    static constexpr value_table table = [] {
        value_table made;
        made.sent_as = value_kind::object;
        made.inside = money_table<T>;
        return made;
    }();
};

/// Its two names are those of an alternative that is always taken.
template <bool Required, fixed_string Name, class Money>
struct money_beside_row {
    static constexpr std::array<field_table const *, 1> only{money_table_beside<Money, Name>};
    static constexpr field_row row{
        .name = {},
        .kind = field_kind::alternatives,
        .is_required = Required,
        .alternatives = only,
        .chosen = [](void const *value) { return chosen_alternative{{}, 0, value}; }};
};
template <fixed_string Name, fixed_string Currency, unit Unit, letters Letters, class... Attributes>
struct field_row_of<required<Name, money_beside<Currency, Unit, Letters>, Attributes...>>
    : money_beside_row<true, Name, money_beside<Currency, Unit, Letters>> {
    static void const *
    given(required<Name, money_beside<Currency, Unit, Letters>, Attributes...> const &f) noexcept
    {
        return &field_access::value(f);
    }
};
template <fixed_string Name, fixed_string Currency, unit Unit, letters Letters, class... Attributes>
struct field_row_of<optional<Name, money_beside<Currency, Unit, Letters>, Attributes...>>
    : money_beside_row<false, Name, money_beside<Currency, Unit, Letters>> {
    static void const *
    given(optional<Name, money_beside<Currency, Unit, Letters>, Attributes...> const &f) noexcept
    {
        auto const &value = field_access::value(f);
        return value ? &*value : nullptr;
    }
};

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/money_table.ipp>
#endif

#endif
