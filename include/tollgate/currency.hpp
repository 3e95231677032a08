// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CURRENCY_HPP
#define TOLLGATE_CURRENCY_HPP

#include <tollgate/money.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tollgate::inline v0 {

namespace detail {

/// Active codes that have the same number of decimal places.
struct currencies_with_places {
    unsigned places;
    std::string_view codes; ///< Of three letters each, sorted, one blank between two.
};

/**
 * \brief How many decimal places each active currency has.
 * \details Codes to which the standard gives no minor unit (metals, units of account, `XTS`, `XXX`) are not among them.
 * \par Specification
 * ISO 4217, List One, as published by its maintenance agency (SIX) on 2026-01-01.
 */
// clang-format off: it would break the lines apart
inline constexpr currencies_with_places iso_4217[] = {
    {2, "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD "
        "CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
        "GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK "
        "LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO "
        "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS "
        "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST "
        "XAD XCD XCG YER ZAR ZMW ZWG"},
    {0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"},
    {3, "BHD IQD JOD KWD LYD OMR TND"},
    {4, "CLF UYW"}};
// clang-format on

/// The decimal places of an active ISO 4217 code; nothing for any other text.
[[nodiscard]] constexpr std::optional<unsigned> iso_4217_places(std::string_view code) noexcept
{
    for (auto const &[places, codes] : iso_4217)
        for (std::size_t at = 0; at < codes.size(); at += 4)
            if (codes.substr(at, 3) == code) return places;
    return std::nullopt;
}

} // namespace detail

namespace problem {

/// Named by the compiler when a literal is no currency that the library knows.
inline void this_is_no_active_iso_4217_code_so_give_its_decimal_places_too() {}

} // namespace problem

/**
 * \brief A currency: its code, and how many decimal places its amounts have.
 * \details `currency{"KZT"}` is checked while compiling; a code that is known only at run time goes through \ref of. What
 * ISO 4217 does not list, such as a token, needs its places: `currency{"USDT", 6}`. Places that are given count, so a
 * gateway that deviates from the standard can be met too.
 */
class currency {
public:
    /// The longest code.
    static constexpr std::size_t max_code = 15;
    /// The most places that a \ref decimal can have.
    static constexpr unsigned max_places = 17;

    /// An active ISO 4217 code, in capitals.
    template <std::size_t N>
    consteval currency(char const (&code)[N])
    {
        auto const places = detail::iso_4217_places({code, N - 1});
        if (!places) problem::this_is_no_active_iso_4217_code_so_give_its_decimal_places_too();
        set({code, N - 1}, places.value_or(0));
    }
    /// Any currency.
    /// \par Errors
    /// Throws `std::invalid_argument` for a code that is not 1 to 15 letters, digits, `.`, `_` or `-`, and for more than
    /// 17 places.
    constexpr currency(std::string_view code, unsigned places)
    {
        if (!is_code(code) || places > max_places)
            throw std::invalid_argument{"tollgate: a currency has a code of 1 to 15 letters and digits, and "
                                        "at most 17 decimal places"};
        set(code, places);
    }

    /// \par Errors
    /// \li errc::unknown_currency if the text is no active ISO 4217 code
    [[nodiscard]] TOLLGATE_DECL static result<currency> of(std::string_view code);

    [[nodiscard]] constexpr std::string_view code() const noexcept { return {code_.data(), size_}; }
    /// How many digits of an amount stand after the point: 2 for `KZT`, 0 for `JPY`.
    [[nodiscard]] constexpr unsigned places() const noexcept { return places_; }

    bool operator==(currency const &) const = default;

private:
    static constexpr bool is_code(std::string_view text) noexcept
    {
        constexpr auto is_fine = [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
                   c == '_' || c == '-';
        };
        return !text.empty() && text.size() <= max_code && std::ranges::all_of(text, is_fine);
    }

    constexpr void set(std::string_view code, unsigned places) noexcept
    {
        std::ranges::copy(code, code_.begin());
        size_ = static_cast<std::uint8_t>(code.size());
        places_ = static_cast<std::uint8_t>(places);
    }

    std::array<char, max_code> code_{};
    std::uint8_t size_ = 0;
    std::uint8_t places_ = 0;
};

/**
 * \brief The amount in the currency's minor units: 5000 for `50.00`, `50.0` and `50` of `KZT`.
 * \par Errors
 * \li errc::negative_amount
 * \li errc::excess_precision if the amount has more decimal places than the currency, zeros included
 * \li errc::amount_too_large if the minor units do not fit 63 bits
 */
[[nodiscard]] TOLLGATE_DECL result<minor_units> to_minor(decimal const &amount, currency const &in);

/**
 * \brief The amount in major units, with all the currency's decimal places: `50.00` for 5000 of `KZT`, `5000` of `JPY`.
 * \par Errors
 * \li errc::amount_too_large if the amount has more than 18 digits
 */
[[nodiscard]] TOLLGATE_DECL result<decimal> to_decimal(minor_units amount, currency const &in);

/// An amount and its currency, in minor units: the same for every gateway, whatever it writes.
struct money {
    minor_units amount;
    currency in;

    /// Equal in amount and in currency.
    bool operator==(money const &) const = default;
};

/**
 * \brief An amount as a gateway reports it, with the currency's code.
 * \param code an active ISO 4217 code, in capitals or not; for a currency that the standard does not list, give a \ref currency with its places
 * \par Errors
 * \li errc::unknown_currency
 * \li those of \ref to_minor
 */
[[nodiscard]] TOLLGATE_DECL result<money> money_of(minor_units amount, std::string_view code);
/// The same of a decimal, in a currency given with its places.
template <std::same_as<currency> Currency> // a literal is a code
[[nodiscard]] result<money> money_of(decimal const &amount, Currency const &in)
{
    auto const count = to_minor(amount, in);
    if (!count) return count.error();
    return money{*count, in};
}
/// \copydoc money_of
[[nodiscard]] TOLLGATE_DECL result<money> money_of(decimal const &amount, std::string_view code);

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/currency.ipp>
#endif

#endif
