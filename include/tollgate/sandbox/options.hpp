// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_OPTIONS_HPP
#define TOLLGATE_SANDBOX_OPTIONS_HPP

#include <tollgate/detail/saturating_time.hpp>
#include <tollgate/sandbox/faults.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// How long a second of the sandbox's takes, as a ratio: `{1, 1000}` makes it a millisecond.
struct time_scale {
    std::int64_t numerator = 1;
    std::int64_t denominator = 1; ///< Not 0.

    /// The longest duration that there is where that would be longer.
    template <class Rep, class Period>
    [[nodiscard]] constexpr std::chrono::steady_clock::duration
    of(std::chrono::duration<Rep, Period> time) const
    {
        using duration = std::chrono::steady_clock::duration;
        auto const whole = tollgate::detail::saturated<duration>(time) / denominator;
        auto const rest = tollgate::detail::saturated<duration>(time) % denominator;
        if (numerator > 0 && whole > duration::max() / numerator) return duration::max();
        return tollgate::detail::later(std::chrono::steady_clock::time_point{whole * numerator},
                                       rest * numerator / denominator)
            .time_since_epoch();
    }
};

/// What can be chosen about a \ref gateway.
struct options {
    std::uint64_t seed = 1; ///< Of the faults: with the same one, the same things go wrong.
    sandbox::faults faults{};
    /// The waits between attempts to deliver a callback, until the merchant's server answers with a status 2xx. None: one
    /// attempt.
    std::vector<std::chrono::milliseconds> callback_schedule{};
    /// For the schedule and the faults.
    sandbox::time_scale time_scale{};
    /// Where the HTTPS server listens, on loopback; 0 lets the system choose.
    std::uint16_t port = 0;
    /// Where browsers find the forms' pages, in plain HTTP on loopback; 0 lets the system choose when the first is asked for.
    std::uint16_t pages_port = 0;
    /// How many requests are kept to be shown, the last ones, and how many attempts to deliver callbacks are shown.
    std::size_t shown_requests = 100;
    std::size_t shown_callbacks = 100;
    /// What body of a request is kept to be shown, in bytes; of a longer one nothing is.
    std::size_t shown_body = 64 * 1024;
};

} // namespace tollgate::inline v0::sandbox

#endif
