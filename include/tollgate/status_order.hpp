// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_STATUS_ORDER_HPP
#define TOLLGATE_STATUS_ORDER_HPP

#include <tollgate/version.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace tollgate::inline v0 {

/// One status may be followed by another one.
struct status_step {
    std::int64_t from;
    std::int64_t to;
};

/// Which status of a payment may follow which. Made by \ref status_steps.
template <std::size_t N>
struct status_order {
    std::array<status_step, N> steps;

    /// Whether the steps lead from one status to the other, in one or several.
    [[nodiscard]] constexpr bool follows(std::int64_t from, std::int64_t to) const
    {
        std::array<bool, N> taken{};
        auto const is_reached = [&](std::int64_t status) {
            for (std::size_t i = 0; i != N; ++i)
                if (taken[i] && steps[i].to == status) return true;
            return false;
        };
        for (std::size_t round = 0; round != N; ++round)
            for (std::size_t i = 0; i != N; ++i)
                taken[i] = taken[i] || steps[i].from == from || is_reached(steps[i].from);
        return is_reached(to);
    }
};

/// An order of statuses: `status_steps({{2, 3}, {2, 4}})`.
template <std::size_t N>
[[nodiscard]] constexpr status_order<N> status_steps(status_step const (&steps)[N])
{
    status_order<N> order{};
    for (std::size_t i = 0; i != N; ++i)
        order.steps[i] = steps[i];
    return order;
}

} // namespace tollgate::inline v0

#endif
