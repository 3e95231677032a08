// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_MONEY_HPP
#define TOLLGATE_MONEY_HPP

#include <tollgate/error.hpp>

#include <charconv>
#include <compare>
#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

namespace detail {

/// Integers that count something: not truth values, not characters.
template <class T>
concept integer =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

} // namespace detail

/**
 * \brief An amount in the smallest unit of its currency: cents, kopecks, tiyn (ISO 4217 "minor units").
 * \par Errors
 * Throws `std::out_of_range` for a negative amount and for one that does not fit 63 bits.
 */
class minor_units {
public:
    constexpr minor_units() = default;
    template <detail::integer I>
    constexpr minor_units(I amount) : count_{checked(amount)}
    {
    }

    [[nodiscard]] constexpr std::int64_t count() const noexcept { return count_; }
    auto operator<=>(minor_units const &) const = default;

private:
    template <detail::integer I>
    static constexpr std::int64_t checked(I amount)
    {
        if (!std::in_range<std::int64_t>(amount) || std::cmp_less(amount, 0))
            throw std::out_of_range{"tollgate: an amount in minor units must be from 0 to 2^63-1"};
        return static_cast<std::int64_t>(amount);
    }

    std::int64_t count_ = 0;
};

/**
 * \brief The same for what may be below zero: a balance, a fee, what a refund takes away.
 * \par Errors
 * Throws `std::out_of_range` for an amount that does not fit 64 bits.
 */
class signed_minor_units {
public:
    constexpr signed_minor_units() = default;
    constexpr signed_minor_units(minor_units amount) : count_{amount.count()} {}
    template <detail::integer I>
    constexpr signed_minor_units(I amount) : count_{static_cast<std::int64_t>(amount)}
    {
        if (!std::in_range<std::int64_t>(amount))
            throw std::out_of_range{"tollgate: a signed amount in minor units must fit 64 bits"};
    }

    [[nodiscard]] constexpr std::int64_t count() const noexcept { return count_; }
    auto operator<=>(signed_minor_units const &) const = default;

private:
    std::int64_t count_ = 0;
};

namespace detail {
struct decimal_maker;
}

namespace problem {

/// Named by the compiler when a literal is no decimal.
inline void this_is_no_plain_decimal_number_of_at_most_18_digits() {}

} // namespace problem

/**
 * \brief A decimal number that keeps its scale: `50` and `50.00` are different texts, and sign differently.
 * \details At most 18 digits; no exponent, no leading zeros, no `+`, no `-0`. Never passes through floating point.
 * `core/currency.hpp` converts it to minor units and back.
 */
class decimal {
public:
    /// Zero.
    constexpr decimal() = default;
    /// A whole number.
    template <detail::integer I>
    constexpr explicit decimal(I whole) : digits_{checked(whole)}
    {
    }
    /// From a literal, checked while compiling. For text that comes from outside use \ref parse.
    template <std::size_t N>
    consteval explicit decimal(char const (&literal)[N])
    {
        if (!assign({literal, N - 1})) problem::this_is_no_plain_decimal_number_of_at_most_18_digits();
    }

    /// \par Errors
    /// \li errc::invalid_decimal if the text is anything but an optional `-`, digits, and optionally `.` and
    /// digits
    [[nodiscard]] static result<decimal> parse(std::string_view text)
    {
        decimal parsed;
        if (!parsed.assign(text))
            return error{errc::invalid_decimal, not_sent{},
                         "Give the amount as plain digits, such as 50 or 50.00, with at most 18 digits."}
                .without_outcome();
        return parsed;
    }

    /// All digits as one number: 5000 for `50.00`.
    [[nodiscard]] constexpr std::int64_t digits() const noexcept { return digits_; }
    /// How many of them stand after the point: 2 for `50.00`.
    [[nodiscard]] constexpr unsigned scale() const noexcept { return scale_; }

    /// The greatest that \ref digits can be.
    static constexpr std::int64_t max_digits = 999'999'999'999'999'999;
    /// The longest text: sign, 18 digits, point.
    static constexpr std::size_t max_text = 20;

    /// Writes the number as it was given and returns the end; `to` has room for `max_text` characters.
    constexpr char *write(char *to) const noexcept
    {
        char reversed[max_text] = {};
        std::size_t length = 0;
        bool const negative = digits_ < 0;
        std::int64_t rest = negative ? -digits_ : digits_;
        for (unsigned place = 0; rest != 0 || place <= scale_; ++place, rest /= 10) {
            if (place == scale_ && scale_ != 0) reversed[length++] = '.';
            reversed[length++] = static_cast<char>('0' + rest % 10);
        }
        if (negative) *to++ = '-';
        while (length != 0)
            *to++ = reversed[--length];
        return to;
    }

    [[nodiscard]] std::string text() const
    {
        char buffer[max_text];
        return {buffer, write(buffer)};
    }

    /// Same digits and same scale: `50` is not `50.00`, because the two sign differently.
    bool operator==(decimal const &) const = default;

private:
    friend struct detail::decimal_maker;

    template <detail::integer I>
    static constexpr std::int64_t checked(I whole)
    {
        if (std::cmp_greater(whole, max_digits) || std::cmp_less(whole, -max_digits))
            throw std::out_of_range{"tollgate: a decimal has at most 18 digits"};
        return static_cast<std::int64_t>(whole);
    }

    constexpr bool assign(std::string_view text) noexcept
    {
        bool const negative = text.starts_with('-');
        if (negative) text.remove_prefix(1);
        std::size_t const point = text.find('.');
        std::string_view const whole = text.substr(0, point);
        std::string_view const fraction = point == text.npos ? std::string_view{} : text.substr(point + 1);
        if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return false;
        if (point != text.npos && fraction.empty()) return false;
        if (whole.size() + fraction.size() > 18 || !append(whole) || !append(fraction)) return false;
        if (negative && digits_ == 0) return false; // its text could not be kept
        if (negative) digits_ = -digits_;
        scale_ = static_cast<std::uint8_t>(fraction.size());
        return true;
    }

    constexpr bool append(std::string_view digits) noexcept
    {
        for (char const c : digits) {
            if (c < '0' || c > '9') return false;
            digits_ = digits_ * 10 + (c - '0');
        }
        return true;
    }

    std::int64_t digits_ = 0;
    std::uint8_t scale_ = 0;
};

namespace detail {

/// For amounts that are computed: at most `max_digits`, and at most 17 places.
struct decimal_maker {
    [[nodiscard]] static constexpr decimal make(std::int64_t digits, unsigned scale) noexcept
    {
        decimal made;
        made.digits_ = digits;
        made.scale_ = static_cast<std::uint8_t>(scale);
        return made;
    }
};

} // namespace detail

} // namespace tollgate::inline v0

#endif
