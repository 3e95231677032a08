// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CORE_CONVERSION_HPP
#define TOLLGATE_CORE_CONVERSION_HPP

#include <tollgate/core/money.hpp>

#include <concepts>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0::detail {

// What a field of type T may be given. The rules are ours, not the language's: a number never comes from a
// `double` or a `bool`, text never from a null pointer, and nothing is narrowed unseen.

template <class U>
concept textual = std::convertible_to<U const &, std::string_view> && !std::same_as<U, std::nullptr_t>;

[[noreturn]] inline void refuse_null(std::string_view name)
{
    throw std::invalid_argument{"tollgate: `" + std::string{name} + "` was given a null pointer"};
}

[[noreturn]] inline void refuse_range(std::string_view name)
{
    throw std::out_of_range{"tollgate: `" + std::string{name} + "` was given a number that does not fit"};
}

/// Any type is given only itself …
template <class T>
struct conversion {
    template <class U>
        requires std::same_as<std::remove_cvref_t<U>, T>
    static constexpr T from(U &&value, std::string_view)
    {
        return std::forward<U>(value);
    }
};

/// … text is given anything viewable as text,
template <>
struct conversion<std::string> {
    template <std::same_as<std::string> U>
    static std::string from(U &&value, std::string_view)
    {
        return std::move(value);
    }
    template <textual U>
    static std::string from(U const &value, std::string_view name)
    {
        if constexpr (std::is_pointer_v<U>) {
            if (value == nullptr) refuse_null(name);
        }
        return std::string{std::string_view{value}};
    }
};

/// integers are given integers, range checked,
template <integer T>
struct conversion<T> {
    template <integer U>
    static constexpr T from(U value, std::string_view name)
    {
        if (!std::in_range<T>(value)) refuse_range(name);
        return static_cast<T>(value);
    }
};

/// amounts are given whole numbers,
template <>
struct conversion<minor_units> {
    static constexpr minor_units from(minor_units value, std::string_view) { return value; }
    template <integer U>
    static constexpr minor_units from(U value, std::string_view)
    {
        return minor_units{value};
    }
};

/// and decimals are given decimals. A whole number that stands in the source is one too: see the field's constructor.
template <>
struct conversion<decimal> {
    static constexpr decimal from(decimal value, std::string_view) { return value; }
};

template <class U, class T>
concept gives =
    requires(U &&value, std::string_view name) { conversion<T>::from(std::forward<U>(value), name); };

/// A number that has no unit yet, where an amount in major units is wanted.
template <class U, class T>
concept whole_number_for_decimal = std::same_as<T, decimal> && integer<std::remove_cvref_t<U>>;

/// What can change while the program runs, so that the source does not say how much it is.
template <class U>
inline constexpr bool is_variable =
    std::is_lvalue_reference_v<U> && !std::is_const_v<std::remove_reference_t<U>>;

template <class U, class T>
concept units_for_decimal = std::same_as<T, decimal> && std::same_as<std::remove_cvref_t<U>, minor_units>;

} // namespace tollgate::inline v0::detail

namespace tollgate::inline v0::problem {

// Named by the compiler where a field is an amount in major units, and is given a number whose unit it cannot know.

/// A shop that keeps cents would send a hundred times as much.
struct this_integer_may_count_minor_units_so_write_decimal_or_to_decimal_with_the_currency;
/// How many of them make one depends on the currency.
struct minor_units_become_a_decimal_by_to_decimal_with_their_currency;

} // namespace tollgate::inline v0::problem

#endif
