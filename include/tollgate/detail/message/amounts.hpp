// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MESSAGE_AMOUNTS_HPP
#define TOLLGATE_DETAIL_MESSAGE_AMOUNTS_HPP

#include <tollgate/currency.hpp>
#include <tollgate/detail/description/declaration_checks.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/message.hpp>
#include <tollgate/provider.hpp>

#include <optional>
#include <string>
#include <string_view>

/// \file
/// Whether a message's amounts fit the currency that its account says they are in.

namespace tollgate::inline v0::detail {

/// The field's value, if it has one.
template <class Field>
[[nodiscard]] constexpr auto const *given_value(Field const &field) noexcept
{
    if constexpr (Field::is_required)
        return &field.value();
    else
        return field.has_value() ? &*field : nullptr;
}

/// What the gateway's description and an account say of amounts.
struct amounts_rule {
    unsigned most_places = static_cast<unsigned>(-1); ///< Those of the currency, where it is known.
    std::optional<problem_with> problem;              ///< Why the account does not say which currency it is.
};

template <class Account>
[[nodiscard]] amounts_rule amounts_rule_of([[maybe_unused]] Account const &account)
{
    amounts_rule rule;
    if constexpr (names_its_currency<Account>) {
        auto const look = [&rule]<class Field>(Field const &field) {
            if constexpr (is_currency_field<Account, Field>()) {
                auto const *const code = given_value(field);
                if (code == nullptr || (!Field::is_required && code->empty())) return; // left out
                if (auto const known = currency::of(*code))
                    rule.most_places = known->places();
                else
                    rule.problem = {errc::unknown_currency, Field::name};
            }
        };
        unpack(account, [&look](auto const &...fields) { (look(fields), ...); });
    }
    return rule;
}
/// The same, for a table.
template <class Account>
[[nodiscard]] amounts_rule amounts_rule_at(void const *account)
{
    return amounts_rule_of(*static_cast<Account const *>(account));
}

} // namespace tollgate::inline v0::detail

namespace tollgate::inline v0 {

/**
 * \brief The amount in major units of the currency that the account says its amounts are in: `50.00` for 5000, where it says `RUB`.
 * \details For gateways that take major units, from programs that keep minor ones:
 * `one_payment::init_form{.amount = to_decimal(due, project).value(), …}`.
 * \par Errors
 * \li errc::unknown_currency if the account leaves its currency out, or it is no active ISO 4217 code
 * \li errc::amount_too_large if the amount has more than 18 digits
 */
template <account Account>
    requires detail::names_its_currency<Account>
[[nodiscard]] result<decimal> to_decimal(minor_units amount, Account const &in)
{
    if constexpr (constexpr detail::fault const &found = detail::traits_fault_of<Account>; found.is_there())
        detail::report<detail::blamed<detail::traits_fault_of<Account>, Account>, found.id>();
    std::string_view code;
    auto const look = [&code]<class Field>(Field const &field) {
        if constexpr (detail::is_currency_field<Account, Field>())
            if (auto const *const given = detail::given_value(field)) code = *given;
    };
    unpack(in, [&look](auto const &...fields) { (look(fields), ...); });
    if (auto const known = currency::of(code)) return to_decimal(amount, *known);
    return error{
        errc::unknown_currency, not_sent{},
        "The account's `" + std::string{provider_traits<Account>::amounts_in} +
            "` is left out, or is no active ISO 4217 code in capitals; amounts in minor units cannot be "
            "converted without it."}
        .without_outcome();
}

} // namespace tollgate::inline v0

#endif
