// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_AMOUNTS_HPP
#define TOLLGATE_DETAIL_AMOUNTS_HPP

#include <tollgate/currency.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/message.hpp>
#include <tollgate/provider.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

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
    if constexpr (requires { requires std::same_as<typename Field::value_type, std::string>; })
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

template <class T>
inline constexpr bool are_alternatives = false;
template <class... A>
inline constexpr bool are_alternatives<std::variant<A...>> = true;

/// Looks for an amount with more decimal places than the currency has, in objects, lists and alternatives too.
class excess_search {
public:
    explicit excess_search(currency const &in) : places_{in.places()} {}

    [[nodiscard]] std::optional<problem_with> const &found() const noexcept { return found_; }

    template <class Message>
    void message(Message const &m)
    {
        unpack(m, [this](auto const &...fields) { (this->field(fields), ...); });
    }

private:
    template <class Field>
    void field(Field const &f)
    {
        if constexpr (requires { typename Field::value_type; }) {
            if constexpr (are_alternatives<typename Field::value_type>)
                chosen(f);
            else if (auto const *const given = given_value(f))
                value(*given, Field::name);
        }
    }
    template <class Choice>
    void chosen(Choice const &choice)
    {
        if constexpr (requires { choice.has_value(); })
            if (!choice.has_value()) return;
        auto const look = [this]<class Alternative>(Alternative const &alternative) {
            if constexpr (aggregate_of_fields<Alternative>) this->message(alternative);
        };
        std::visit(look, choice.value());
    }
    template <class T>
    void value(T const &given, std::string_view name)
    {
        if constexpr (std::same_as<T, decimal>) {
            if (!found_ && given.scale() > places_) found_ = {errc::excess_precision, name};
        } else if constexpr (is_list<T>) {
            for (auto const &element : given)
                value(element, name);
        } else if constexpr (object_value<T>) {
            message(given);
        }
    }

    unsigned places_;
    std::optional<problem_with> found_;
};

/// The first amount with more decimal places than the currency has.
template <class Message>
[[nodiscard]] std::optional<problem_with> find_excess_precision(Message const &message, currency const &in)
{
    excess_search search{in};
    search.message(message);
    return search.found();
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
                if (code == nullptr || (!Field::is_required && code->empty())) return; // left out
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
    static_assert(detail::check_currency_field<Account>());
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
