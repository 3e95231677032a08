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

/// and decimals too, or a decimal that was written out.
template <>
struct conversion<decimal> {
    static constexpr decimal from(decimal value, std::string_view) { return value; }
    template <integer U>
    static constexpr decimal from(U value, std::string_view)
    {
        return decimal{value};
    }
};

template <class U, class T>
concept gives =
    requires(U &&value, std::string_view name) { conversion<T>::from(std::forward<U>(value), name); };

} // namespace tollgate::inline v0::detail

#endif
