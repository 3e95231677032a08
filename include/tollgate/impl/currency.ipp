// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_CURRENCY_IPP
#define TOLLGATE_IMPL_CURRENCY_IPP

#include <tollgate/currency.hpp>

#include <cstdint>
#include <limits>
#include <string>

namespace tollgate::inline v0 {

result<currency> currency::of(std::string_view code)
{
    if (auto const places = detail::iso_4217_places(code)) return currency{code, *places};
    return error{
        errc::unknown_currency, not_sent{},
        "This is no active ISO 4217 code in capitals; for any other currency give its decimal places "
        "too, such as `currency{\"USDT\", 6}`."}
        .without_outcome();
}

namespace detail {

[[nodiscard]] inline std::string counted_places(unsigned places)
{
    return std::to_string(places) + (places == 1 ? " decimal place" : " decimal places");
}

[[nodiscard]] inline error excess_precision(decimal const &amount, currency const &in)
{
    return error{errc::excess_precision, not_sent{},
                 "The amount has " + counted_places(amount.scale()) + ", but " + std::string{in.code()} +
                     " has " + counted_places(in.places()) +
                     "; round the amount yourself, as your bookkeeping does."}
        .without_outcome();
}

} // namespace detail

result<minor_units> to_minor(decimal const &amount, currency const &in)
{
    if (amount.digits() < 0)
        return error{errc::negative_amount, not_sent{},
                     "The amount is negative; gateways take amounts from 0 upwards."}
            .without_outcome();
    if (amount.scale() > in.places()) return detail::excess_precision(amount, in);
    std::int64_t count = amount.digits();
    for (unsigned place = amount.scale(); place != in.places(); ++place) {
        if (count > std::numeric_limits<std::int64_t>::max() / 10)
            return error{errc::amount_too_large, not_sent{},
                         "The amount has more minor units of " + std::string{in.code()} +
                             " than fit 63 bits; check its decimal places."}
                .without_outcome();
        count *= 10;
    }
    return minor_units{count};
}

result<decimal> to_decimal(minor_units amount, currency const &in)
{
    if (amount.count() > decimal::max_digits)
        return error{errc::amount_too_large, not_sent{},
                     "The amount has more than the 18 digits of a decimal; check its unit."}
            .without_outcome();
    return detail::decimal_maker::make(amount.count(), in.places());
}

namespace detail {

/// A currency as a gateway reports it: some write its code in small letters.
[[nodiscard]] inline result<currency> reported_currency(std::string_view code)
{
    std::string capitals{code};
    for (char &each : capitals)
        if (each >= 'a' && each <= 'z') each = static_cast<char>(each - 'a' + 'A');
    return currency::of(capitals);
}

} // namespace detail

result<money> money_of(minor_units amount, std::string_view code)
{
    auto const in = detail::reported_currency(code);
    if (!in) return in.error();
    return money{amount, *in};
}

result<money> money_of(decimal const &amount, std::string_view code)
{
    auto const in = detail::reported_currency(code);
    if (!in) return in.error();
    return money_of(amount, *in);
}

} // namespace tollgate::inline v0

#endif
