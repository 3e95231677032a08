// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MONEY_READER_HPP
#define TOLLGATE_DETAIL_MONEY_READER_HPP

#include <tollgate/detail/money_table.hpp>
#include <tollgate/detail/reading_table.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <type_traits>

/// \file
/// How money is read: its two fields, then what they are together.

namespace tollgate::inline v0::detail {

/// What the two fields hold, before anybody knows whether it is money.
template <unit Unit>
struct money_parts {
    std::conditional_t<is_major(Unit), decimal, minor_units> amount{};
    std::string code{};

    static void places(void *parts, field_place *to)
    {
        money_parts &of = *static_cast<money_parts *>(parts);
        to[0] = {&of.amount, nullptr};
        to[1] = {&of.code, nullptr};
    }
};

template <class Money, fixed_string Amount, fixed_string Currency, unit Unit, letters Letters>
struct money_reader {
    using parts = money_parts<Unit>;

    static bool make(void *to, void *by, void (*fill)(void *by, void *parts))
    {
        parts read;
        fill(by, &read);
        auto const made = money_of(read.amount, read.code);
        if (made) *static_cast<Money *>(to) = *made;
        return made.has_value();
    }

    static constexpr value_reader amount{.known = &amount_value<Unit>,
                                         .read = value_reader_of<decltype(parts::amount)>::read};
    static constexpr value_reader code{
        .known = &code_value<Letters>, .is_text = true, .read = value_reader_of<std::string>::read};
    static constexpr std::array<std::string_view, 2> names{Amount.view(), Currency.view()};
    static constexpr std::array<field_reader, 2> fields{
        field_reader{.value = &amount, .names = std::span{names}.template subspan<0, 1>()},
        field_reader{.value = &code, .names = std::span{names}.template subspan<1, 1>()}};
    static constexpr aggregate_reader table{.fields =
                                                &money_table_with<Money, Amount, Currency, Unit, Letters>,
                                            .first = fields.data(),
                                            .names = names,
                                            .places = parts::places,
                                            .make = make};
};

template <fixed_string Amount, fixed_string Currency, unit Unit, letters Letters>
struct value_reader_of<shaped_money<Amount, Currency, Unit, Letters>> {
    using shape = shaped_money<Amount, Currency, Unit, Letters>;
    static constexpr value_reader table{.known = &value_table_of<shape>::table,
                                        .inside =
                                            &money_reader<shape, Amount, Currency, Unit, Letters>::table};
};

template <class Money, fixed_string Name, fixed_string Currency, unit Unit, letters Letters>
struct money_beside_reader {
    static constexpr std::array<aggregate_reader const *, 1> only{
        &money_reader<Money, Name, Currency, Unit, Letters>::table};
};
template <fixed_string Name, fixed_string Currency, unit Unit, letters Letters, class... Attributes>
struct field_reader_of<required<Name, money_beside<Currency, Unit, Letters>, Attributes...>>
    : money_beside_reader<money_beside<Currency, Unit, Letters>, Name, Currency, Unit, Letters> {
    using field = required<Name, money_beside<Currency, Unit, Letters>, Attributes...>;
    static constexpr field_reader table{.names = names_of<field>,
                                        .alternatives = field_reader_of::only,
                                        .alternative_names = names_of<field>,
                                        .begin = [](void *at, std::size_t) { return at; }};

    static field_place place(field &of) noexcept { return {&field_access::value(of), nullptr}; }
};
template <fixed_string Name, fixed_string Currency, unit Unit, letters Letters, class... Attributes>
struct field_reader_of<optional<Name, money_beside<Currency, Unit, Letters>, Attributes...>>
    : money_beside_reader<money_beside<Currency, Unit, Letters>, Name, Currency, Unit, Letters> {
    using field = optional<Name, money_beside<Currency, Unit, Letters>, Attributes...>;
    using value = optional_value<money_beside<Currency, Unit, Letters>>;
    static constexpr field_reader table{.names = names_of<field>,
                                        .alternatives = field_reader_of::only,
                                        .alternative_names = names_of<field>,
                                        .begin = value::begin,
                                        .leave_out = value::leave_out};

    static field_place place(field &of) noexcept
    {
        return {&field_access::value(of), &field_access::unreadable(of)};
    }
};

} // namespace tollgate::inline v0::detail

#endif
