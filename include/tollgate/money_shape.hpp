// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_MONEY_SHAPE_HPP
#define TOLLGATE_MONEY_SHAPE_HPP

#include <tollgate/currency.hpp>
#include <tollgate/detail/compile_errors.hpp>
#include <tollgate/detail/given_value.hpp>

#include <concepts>

/// \file
/// How a gateway writes an amount with its currency, so that a program sees `money` alone.

namespace tollgate::inline v0 {

/// How a gateway writes the number of an amount.
enum class unit : unsigned char {
    minor,      ///< The smallest units, as a number: `1099`.
    minor_text, ///< The same as a text: `"1099"`.
    major,      ///< With all the decimal places of the currency: `10.99`.
    major_text, ///< The same as a text: `"10.99"`.
};

/// How a gateway writes the code of a currency. It is received either way.
enum class letters : unsigned char {
    capital, ///< `EUR`
    small,   ///< `eur`
};

template <fixed_string Amount, fixed_string Currency, unit Unit, letters Letters>
class shaped_money;
template <fixed_string Currency, unit Unit, letters Letters>
class money_beside;

namespace detail {

/// Says what is wrong with the names.
template <class Shape, fixed_string... Names>
consteval bool check_money_names()
{
    if constexpr ((Names.view().empty() || ...)) report<Shape, fault_id::field_money>();
    return true;
}

/// What stands where it is about to be filled; nobody sees it.
inline constexpr money no_money{minor_units{}, currency{"XXX", 0}};

} // namespace detail

/**
 * \brief An amount in an object of its own, as a gateway writes it: `{"value":"10.99","currency":"EUR"}`.
 * \details Said once for each gateway, `using money = shaped_money<"value", "currency", unit::major_text>;`, and then a field's type:
 * `required<"amount", money>`. A program gives and gets \ref tollgate::money, in minor units, whatever the gateway writes. What arrives
 * with more decimal places than its own currency has, or in a currency that ISO 4217 does not list, does not convert.
 * \tparam Amount   the name of the number
 * \tparam Currency the name of the currency's code
 */
template <fixed_string Amount, fixed_string Currency, unit Unit = unit::minor,
          letters Letters = letters::capital>
class shaped_money : public money {
    static_assert(detail::check_money_names<shaped_money, Amount, Currency>());

public:
    constexpr shaped_money() : money{detail::no_money} {}
    constexpr shaped_money(money const &of) : money{of} {}
};

/**
 * \brief An amount with its currency beside it: `{"amount":1099,"currency":"eur"}`.
 * \details `using money = money_beside<"currency", unit::minor, letters::small>;`, and `required<"amount", money>`: the field's name is that of
 * the number. Otherwise as \ref shaped_money.
 * \tparam Currency the name of the currency's code
 */
template <fixed_string Currency, unit Unit = unit::minor, letters Letters = letters::capital>
class money_beside : public money {
    static_assert(detail::check_money_names<money_beside, Currency>());

public:
    constexpr money_beside() : money{detail::no_money} {}
    constexpr money_beside(money const &of) : money{of} {}
};

namespace detail {

template <class T>
inline constexpr bool is_shaped_money = false;
template <fixed_string Amount, fixed_string Currency, unit Unit, letters Letters>
inline constexpr bool is_shaped_money<shaped_money<Amount, Currency, Unit, Letters>> = true;
template <class T>
inline constexpr bool is_money_beside = false;
template <fixed_string Currency, unit Unit, letters Letters>
inline constexpr bool is_money_beside<money_beside<Currency, Unit, Letters>> = true;

/// Money in a gateway's shape is given money in any.
template <class T>
    requires(is_shaped_money<T> || is_money_beside<T>)
struct conversion<T> {
    template <std::derived_from<money> U>
    static constexpr T from(U const &value, std::string_view)
    {
        return T{static_cast<money const &>(value)};
    }
};

} // namespace detail

} // namespace tollgate::inline v0

#endif
