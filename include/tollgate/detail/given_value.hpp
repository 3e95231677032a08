// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_GIVEN_VALUE_HPP
#define TOLLGATE_DETAIL_GIVEN_VALUE_HPP

#include <tollgate/environment.hpp>
#include <tollgate/http_url.hpp>
#include <tollgate/money.hpp>

#include <concepts>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tollgate::inline v0 {

class secret;
class idempotency_key;

} // namespace tollgate::inline v0

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

/// so are addresses, which look whether it is one,
template <>
struct conversion<http_url> {
    template <class U>
        requires std::same_as<std::remove_cvref_t<U>, http_url>
    static http_url from(U &&value, std::string_view)
    {
        return std::forward<U>(value);
    }
    template <textual U>
        requires(!std::same_as<U, http_url>)
    static http_url from(U const &value, std::string_view name)
    {
        return http_url{conversion<std::string>::from(value, name)};
    }
};

/// the name of an environment is a text too,
template <>
struct conversion<environment> {
    template <class U>
        requires std::same_as<std::remove_cvref_t<U>, environment>
    static environment from(U &&value, std::string_view)
    {
        return std::forward<U>(value);
    }
    template <textual U>
    static environment from(U const &value, std::string_view name)
    {
        return environment{conversion<std::string>::from(value, name)};
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

/// signed amounts are given whole numbers and amounts,
template <>
struct conversion<signed_minor_units> {
    static constexpr signed_minor_units from(signed_minor_units value, std::string_view) { return value; }
    static constexpr signed_minor_units from(minor_units value, std::string_view) { return value; }
    template <integer U>
    static constexpr signed_minor_units from(U value, std::string_view)
    {
        return signed_minor_units{value};
    }
};

/// and decimals are given decimals. A whole number that stands in the source is one too: see the field's constructor.
template <>
struct conversion<decimal> {
    static constexpr decimal from(decimal value, std::string_view) { return value; }
};

/// Whether a type names the texts that it can be, so that a literal is looked up while compiling.
template <class T>
inline constexpr bool names_its_texts = false;
template <class U, class T>
concept literal_name = names_its_texts<T> && std::is_array_v<std::remove_cvref_t<U>> && textual<U>;

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

/// What would have to be read first, so that it can turn out to be wrong: a text where something else is wanted.
template <class U, class T>
concept text_for_another = textual<std::remove_cvref_t<U>> && !gives<U, T> && !literal_name<U, T>;

/// What may hold no value at all.
template <class U, class T>
concept result_of = std::same_as<std::remove_cvref_t<U>, result<T>>;

template <class U, class T>
concept units_for_decimal = std::same_as<T, decimal> && std::same_as<std::remove_cvref_t<U>, minor_units>;

} // namespace tollgate::inline v0::detail

namespace tollgate::inline v0::problem {

// Named by the compiler where a field is given what it does not take as it stands.

/// A shop that keeps cents would send a hundred times as much.
struct this_integer_may_count_minor_units_so_write_decimal_or_to_decimal_with_the_currency;
/// A text may be none; what can fail is looked at before it becomes a field's value.
struct text_is_not_read_by_itself_so_write_decimal_parse_or_for_a_literal_decimal;
struct text_is_not_read_by_itself_so_give_a_number;
struct text_that_is_known_only_at_run_time_may_be_none_of_the_names_so_write_open_enum_of;
struct a_secret_is_made_by_secret_from_text_or_secret_from_environment;
struct a_key_belongs_to_an_order_so_write_idempotency_key_and_the_text_that_was_written_down;
struct this_field_is_no_text;
struct this_is_a_result_so_look_whether_it_has_a_value_and_give_that;

/// How many of them make one depends on the currency.
struct minor_units_become_a_decimal_by_to_decimal_with_the_currency_or_the_account;

} // namespace tollgate::inline v0::problem

namespace tollgate::inline v0::detail {

/// Why a field of this type does not take a text.
template <class T>
struct text_problem {
    using type = problem::this_field_is_no_text;
};
template <>
struct text_problem<decimal> {
    using type = problem::text_is_not_read_by_itself_so_write_decimal_parse_or_for_a_literal_decimal;
};
template <class T>
    requires names_its_texts<T>
struct text_problem<T> {
    using type = problem::text_that_is_known_only_at_run_time_may_be_none_of_the_names_so_write_open_enum_of;
};
template <class T>
    requires std::same_as<T, minor_units> || std::same_as<T, signed_minor_units> || integer<T>
struct text_problem<T> {
    using type = problem::text_is_not_read_by_itself_so_give_a_number;
};
template <>
struct text_problem<secret> {
    using type = problem::a_secret_is_made_by_secret_from_text_or_secret_from_environment;
};
template <>
struct text_problem<idempotency_key> {
    using type =
        problem::a_key_belongs_to_an_order_so_write_idempotency_key_and_the_text_that_was_written_down;
};

/// What a field of type T does not take, and why. Of everything else the language itself says that it does not convert.
template <class U, class T>
struct refused_value {};
template <class U, class T>
    requires whole_number_for_decimal<U, T> && is_variable<U>
struct refused_value<U, T> {
    using reason =
        problem::this_integer_may_count_minor_units_so_write_decimal_or_to_decimal_with_the_currency;
};
template <class U, class T>
    requires units_for_decimal<U, T>
struct refused_value<U, T> {
    using reason = problem::minor_units_become_a_decimal_by_to_decimal_with_the_currency_or_the_account;
};
template <class U, class T>
    requires text_for_another<U, T>
struct refused_value<U, T> {
    using reason = typename text_problem<T>::type;
};
template <class U, class T>
    requires result_of<U, T>
struct refused_value<U, T> {
    using reason = problem::this_is_a_result_so_look_whether_it_has_a_value_and_give_that;
};

} // namespace tollgate::inline v0::detail

#endif
