// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_ACCOUNT_FIELDS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_ACCOUNT_FIELDS_HPP

#include <tollgate/detail/field_table.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/secret.hpp>

#include <array>
#include <cstddef>
#include <string_view>

/// \file
/// Which of an account's fields are keys, and which a message sends.

namespace tollgate::inline v0::detail {

template <class Field>
inline constexpr bool is_secret = false;
template <fixed_string Name, class... Attributes>
inline constexpr bool is_secret<required<Name, secret, Attributes...>> = true;
template <fixed_string Name, class... Attributes>
inline constexpr bool is_secret<optional<Name, secret, Attributes...>> = true;
/// What an account never sends, and schemes do not take for a field.
template <class Field>
inline constexpr bool is_unsent = false;
template <class Field>
    requires requires { typename Field::value_type; }
inline constexpr bool is_unsent<Field> = is_unsent_value<typename Field::value_type>;

/// Which of the account's fields a message sends: as it says itself, or its gateway, or all but secrets.
template <class M>
struct from_account_of {
    using type = all_but_secrets;
};
template <class M>
    requires requires { typename M::from_account; }
struct from_account_of<M> {
    using type = typename M::from_account;
};
template <class M>
    requires(!requires { typename M::from_account; }) &&
            requires { typename provider_traits<typename M::account>::from_account; }
struct from_account_of<M> {
    using type = typename provider_traits<typename M::account>::from_account;
};

/// The same of a row.
[[nodiscard]] constexpr bool is_unsent_row(field_row const &row) noexcept
{
    return row.value != nullptr && row.value->is_unsent;
}
/// Whether an account has a field of this name that is no key.
[[nodiscard]] constexpr bool has_sent_field(field_table const &account, std::string_view name) noexcept
{
    for (field_row const &row : account)
        if (row.name == name && !is_unsent_row(row)) return true;
    return false;
}
/// Whether it has a key of this kind and name.
[[nodiscard]] constexpr bool holds_key(field_table const &account, std::string_view name,
                                       bool value_table::*kind) noexcept
{
    for (field_row const &row : account)
        if (row.name == name && row.value != nullptr && row.value->*kind) return true;
    return false;
}

template <class Account, class Picks>
inline constexpr auto picked_fields = [] {
    constexpr field_table const &fields = field_table_of<Account>;
    std::array<bool, fields.size> are_picked{};
    for (std::size_t i = 0; i != fields.size; ++i) {
        field_row const &row = fields.first[i];
        are_picked[i] = !is_unsent_row(row) && Picks::has(row.name);
    }
    return are_picked;
}();

} // namespace tollgate::inline v0::detail

#endif
