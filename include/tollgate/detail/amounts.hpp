// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_AMOUNTS_HPP
#define TOLLGATE_DETAIL_AMOUNTS_HPP

#include <tollgate/core/currency.hpp>
#include <tollgate/core/message.hpp>
#include <tollgate/format/parameter.hpp>
#include <tollgate/provider.hpp>

#include <concepts>
#include <optional>
#include <string_view>

/// \file
/// Whether a message's amounts fit the currency that its account says they are in.

namespace tollgate::inline v0::detail {

template <class Account>
concept names_its_currency = requires {
    { provider_traits<Account>::amounts_in } -> std::convertible_to<std::string_view>;
};

template <class Account, class Field>
consteval bool is_currency_field()
{
    if constexpr (requires { Field::name; })
        return Field::name == std::string_view{provider_traits<Account>::amounts_in};
    else
        return false;
}

template <class Account, class... Fields>
consteval bool has_currency_field(field_list<Fields...>)
{
    return (is_currency_field<Account, Fields>() || ...);
}

template <class Account>
consteval bool check_currency_field()
{
    static_assert(
        has_currency_field<Account>(fields_of<Account>{}),
        "tollgate: `amounts_in` must name a field of the account, of which the text is a currency's code "
        "[tollgate.provider.amounts_in]");
    return true;
}

/// The field's value, if it has one.
template <class Field>
[[nodiscard]] constexpr auto const *given_value(Field const &field) noexcept
{
    if constexpr (Field::is_required)
        return &field.value();
    else
        return field.has_value() ? &*field : nullptr;
}

template <class Field>
inline constexpr bool holds_decimal = false;
template <fixed_string Name, class... Attributes>
inline constexpr bool holds_decimal<required<Name, decimal, Attributes...>> = true;
template <fixed_string Name, class... Attributes>
inline constexpr bool holds_decimal<optional<Name, decimal, Attributes...>> = true;

/// The first amount with more decimal places than the currency has.
template <class Message>
[[nodiscard]] std::optional<problem_with> find_excess_precision(Message const &message, currency const &in)
{
    std::optional<problem_with> problem;
    auto const look = [&]<class Field>(Field const &field) {
        if constexpr (holds_decimal<Field>) {
            decimal const *const amount = given_value(field);
            if (!problem && amount != nullptr && amount->scale() > in.places())
                problem = {errc::excess_precision, Field::name};
        }
    };
    unpack(message, [&look](auto const &...fields) { (look(fields), ...); });
    return problem;
}

/// What is wrong with a message's amounts, where the gateway's description and the account say which currency they are in.
template <class Message>
[[nodiscard]] std::optional<problem_with> check_amounts([[maybe_unused]]
                                                        typename Message::account const &account,
                                                        [[maybe_unused]] Message const &message)
{
    std::optional<problem_with> problem;
    using account_type = typename Message::account;
    if constexpr (names_its_currency<account_type>) {
        static_assert(check_currency_field<account_type>());
        auto const look = [&]<class Field>(Field const &field) {
            if constexpr (is_currency_field<account_type, Field>()) {
                auto const *const code = given_value(field);
                if (code == nullptr) return;
                if (auto const known = currency::of(*code))
                    problem = find_excess_precision(message, *known);
                else
                    problem = {errc::unknown_currency, Field::name};
            }
        };
        unpack(account, [&look](auto const &...fields) { (look(fields), ...); });
    }
    return problem;
}

} // namespace tollgate::inline v0::detail

#endif
