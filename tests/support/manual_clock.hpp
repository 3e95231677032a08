// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_MANUAL_CLOCK_HPP
#define TOLLGATE_TESTS_SUPPORT_MANUAL_CLOCK_HPP

#include <chrono>

namespace tollgate::testing {

/// A steady clock that stands still until a test moves it. For one thread.
struct manual_clock {
    using duration = std::chrono::steady_clock::duration;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::steady_clock::time_point;
    static constexpr bool is_steady = true;

    [[nodiscard]] static time_point now() noexcept { return current; }
    static void advance(duration by) { current += by; }

    static inline time_point current{std::chrono::hours{1000}};
};

} // namespace tollgate::testing

#endif
