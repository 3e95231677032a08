// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_OPTIONS_HPP
#define TOLLGATE_SANDBOX_OPTIONS_HPP

#include <tollgate/sandbox/faults.hpp>

#include <chrono>
#include <cstdint>
#include <vector>

namespace tollgate::inline v0::sandbox {

/// How long a second of the sandbox's takes, as a ratio: `{1, 1000}` makes it a millisecond.
struct time_scale {
    std::int64_t numerator = 1;
    std::int64_t denominator = 1; ///< Not 0.

    [[nodiscard]] constexpr std::chrono::steady_clock::duration of(std::chrono::milliseconds time) const
    {
        return std::chrono::steady_clock::duration{time} * numerator / denominator;
    }
};

/// What can be chosen about a \ref gateway.
struct options {
    std::uint64_t seed = 1; ///< Of the faults: with the same one, the same things go wrong.
    sandbox::faults faults{};
    /// The waits between attempts to deliver a callback, until the merchant's server answers with a status 2xx. None: one
    /// attempt. Neither gateway documents its own.
    std::vector<std::chrono::milliseconds> callback_schedule{};
    /// For the schedule and the faults.
    sandbox::time_scale time_scale{};
};

} // namespace tollgate::inline v0::sandbox

#endif
