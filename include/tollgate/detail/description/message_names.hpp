// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_MESSAGE_NAMES_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_MESSAGE_NAMES_HPP

#include <tollgate/detail/description/account_fields.hpp>
#include <tollgate/detail/description/rules_and_keys.hpp>
#include <tollgate/detail/field_names.hpp>
#include <tollgate/provider.hpp>
#include <tollgate/signing/ambiguity.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

/// \file
/// Which names a message has on the wire, those of its account among them: at the top, inside, of numbers, to be seen by all.

namespace tollgate::inline v0::detail {

/// Which of the account's fields a message sends; none for what has no endpoint.
template <class M>
inline constexpr std::span<bool const> sent_fields = {};
template <class M>
    requires has_endpoint<M>
inline constexpr std::span<bool const> sent_fields<M> =
    picked_fields<typename M::account, typename from_account_of<M>::type>;

/// All fields at the top level of a message: those of its account that it sends, then its own.
struct top_fields {
    field_table const *account; ///< Null: none of its fields.
    std::span<bool const> sent; ///< Which of them.
    field_table const &own;
};
template <class M>
inline constexpr top_fields top_fields_of = [] {
    if constexpr (has_endpoint<M>)
        return top_fields{&field_table_of<typename M::account>, sent_fields<M>, field_table_of<M>};
    else
        return top_fields{nullptr, {}, field_table_of<M>};
}();

constexpr void each_row(top_fields const &of, auto const &visit)
{
    for (std::size_t i = 0; i != of.sent.size(); ++i)
        if (of.sent[i]) visit(of.account->first[i]);
    for (field_row const &row : of.own)
        visit(row);
}

/// Whether what has this name, at any depth, must not be seen.
[[nodiscard]] constexpr bool is_masked(top_fields const &of, std::string_view name)
{
    bool found = false;
    each_row(of, [&](field_row const &row) {
        each_name(row, [&](std::string_view one, int, field_row const &field) {
            found = found || (field.shown == visibility::masked && one == name);
        });
    });
    return found;
}

enum class names_that { are_at_the_top, are_inside, hold_numbers, are_open };

/// Adds the names of a field that are so.
constexpr void add_names(field_row const &of, names_that are, name_list &to)
{
    switch (are) {
    case names_that::are_at_the_top: return add_top_names(of, to);
    case names_that::are_inside:
        return each_name(of, [&to](std::string_view name, int depth, field_row const &) {
            if (depth != 0) to.add(name);
        });
    case names_that::hold_numbers:
        if (of.value != nullptr && of.value->is_number)
            each_own_name(of, [&to](std::string_view name) { to.add(name); });
        return;
    case names_that::are_open:
        return each_name(of, [&to](std::string_view name, int, field_row const &field) {
            if (field.shown == visibility::open) to.add(name);
        });
    }
}
constexpr void add_names(top_fields const &of, names_that are, name_list &to)
{
    each_row(of, [&](field_row const &row) { add_names(row, are, to); });
}

template <class M, names_that Are>
inline constexpr auto name_array = to_name_array([](name_list &to) { add_names(top_fields_of<M>, Are, to); });

template <class M>
inline constexpr auto const &top_names = name_array<M, names_that::are_at_the_top>;
template <class M>
inline constexpr auto const &inner_names = name_array<M, names_that::are_inside>;
/// Of fields that hold no free text.
template <class M>
inline constexpr auto const &number_names = name_array<M, names_that::hold_numbers>;

/// The names that a message declares and anyone may see, at any depth.
template <class M>
inline constexpr auto const &open_names = name_array<M, names_that::are_open>;

/// Whether anyone may see a field of a message, or what stands inside of it under a path. Of two fields of one name, at several depths,
/// the one at the top is meant.
template <class M>
constexpr bool is_open_field(std::string_view name)
{
    for (field_row const &row : field_table_of<M>)
        if (row.name == name) return row.shown == visibility::open;
    return holds_name(open_names<M>, name);
}

[[nodiscard]] constexpr bool holds_capital(std::span<std::string_view const> names) noexcept
{
    for (std::string_view const name : names)
        for (char const c : name)
            if (c >= 'A' && c <= 'Z') return true;
    return false;
}

template <class M>
inline constexpr signing::declared_names declared_names_of{
    top_names<M>, inner_names<M>, holds_capital(top_names<M>) || holds_capital(inner_names<M>),
    number_names<M>};
template <class M>
[[nodiscard]] constexpr signing::declared_names const &declared() noexcept
{
    return declared_names_of<M>;
}

} // namespace tollgate::inline v0::detail

#endif
