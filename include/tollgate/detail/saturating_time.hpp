// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_SATURATING_TIME_HPP
#define TOLLGATE_DETAIL_SATURATING_TIME_HPP

#include <tollgate/version.hpp>

#include <chrono>
#include <cstdint>
#include <ratio>
#include <utility>

namespace tollgate::inline v0::detail {

/// A duration in another unit; one that does not fit becomes the longest or the shortest that there is. `std::chrono` would
/// let it overflow: `hours::max()` is a negative number of nanoseconds.
template <class To, class Rep, class Period>
[[nodiscard]] constexpr To saturated(std::chrono::duration<Rep, Period> from)
{
    if constexpr (std::chrono::treat_as_floating_point_v<Rep>) {
        if (!(from > To::min())) return To::min(); // what is not a number, too
        if (from >= To::max()) return To::max();
        return std::chrono::duration_cast<To>(from);
    } else {
        using factor = std::ratio_divide<Period, typename To::period>;
        if (std::cmp_greater(from.count(), INT64_MAX)) return To::max();
        auto const count = static_cast<std::int64_t>(from.count());
        if (count / factor::den > To::max().count() / factor::num) return To::max();
        if (count / factor::den < To::min().count() / factor::num) return To::min();
        auto const whole = count / factor::den * factor::num;
        auto const rest = count % factor::den * factor::num / factor::den;
        if (rest > 0 && whole > To::max().count() - rest) return To::max();
        if (rest < 0 && whole < To::min().count() - rest) return To::min();
        return To{whole + rest};
    }
}

/// A moment and a duration on; the last or the first moment that there is where that lies beyond.
template <class Clock, class Duration>
[[nodiscard]] constexpr std::chrono::time_point<Clock, Duration>
later(std::chrono::time_point<Clock, Duration> at, Duration by)
{
    using moment = std::chrono::time_point<Clock, Duration>;
    if (by > Duration::zero() && at > moment::max() - by) return moment::max();
    if (by < Duration::zero() && at < moment::min() - by) return moment::min();
    return at + by;
}

/// How far a duration is from another; the longest that there is, either way, where that does not fit.
template <class Duration>
[[nodiscard]] constexpr Duration apart(Duration from, Duration other)
{
    constexpr Duration most = Duration::max();
    if (other < Duration::zero() && from > most + other) return most;
    if (other > Duration::zero() && from < -most + other) return -most;
    return from - other;
}

} // namespace tollgate::inline v0::detail

#endif
