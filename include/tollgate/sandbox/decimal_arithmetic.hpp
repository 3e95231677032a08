// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_DECIMAL_ARITHMETIC_HPP
#define TOLLGATE_SANDBOX_DECIMAL_ARITHMETIC_HPP

#include <tollgate/money.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace tollgate::inline v0::sandbox {

namespace detail {

/// The digits of an amount that is written with more decimal places; nothing if they are too many.
[[nodiscard]] constexpr std::optional<std::int64_t> digits_at(decimal const &amount, unsigned scale) noexcept
{
    std::int64_t digits = amount.digits();
    for (unsigned place = amount.scale(); place < scale; ++place) {
        if (digits > decimal::max_digits / 10 || digits < -decimal::max_digits / 10) return std::nullopt;
        digits *= 10;
    }
    return digits;
}

} // namespace detail

/// The sum of two amounts, with the decimal places of the finer one; nothing if it has more than 18 digits.
[[nodiscard]] constexpr std::optional<decimal> sum(decimal const &a, decimal const &b) noexcept
{
    unsigned const scale = std::max(a.scale(), b.scale());
    auto const left = detail::digits_at(a, scale);
    auto const right = detail::digits_at(b, scale);
    if (!left || !right) return std::nullopt;
    std::int64_t const digits = *left + *right; // each has at most 18 digits: no overflow
    if (digits > decimal::max_digits || digits < -decimal::max_digits) return std::nullopt;
    return tollgate::detail::decimal_maker::make(digits, scale);
}

/// An amount so many times, with its decimal places; nothing if it has more than 18 digits.
[[nodiscard]] constexpr std::optional<decimal> product(decimal const &a, std::int64_t times) noexcept
{
    std::int64_t const digits = a.digits() < 0 ? -a.digits() : a.digits();
    if (times < 0 || (digits != 0 && times > decimal::max_digits / digits)) return std::nullopt;
    return tollgate::detail::decimal_maker::make(a.digits() * times, a.scale());
}

/// What is left of an amount.
[[nodiscard]] constexpr std::optional<decimal> difference(decimal const &a, decimal const &b) noexcept
{
    return sum(a, tollgate::detail::decimal_maker::make(-b.digits(), b.scale()));
}

} // namespace tollgate::inline v0::sandbox

#endif
