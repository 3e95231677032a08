// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_EXCHANGE_DEADLINE_HPP
#define TOLLGATE_IMPL_NET_CLIENT_EXCHANGE_DEADLINE_HPP

#include <tollgate/detail/saturating_time.hpp>
#include <tollgate/https_options.hpp>
#include <tollgate/transport.hpp>

#include <algorithm>
#include <chrono>

namespace tollgate::inline v0::detail {

/// How the network's classes ask for the time. A test gives its own function.
using clock_function = deadline::clock::time_point (*)();

[[nodiscard]] inline deadline::clock::time_point steady_now()
{
    return deadline::clock::now();
}

/// The one rule of time: a step is over when its budget is used up, or at the deadline if that is earlier.
class exchange_deadline {
public:
    using time_point = deadline::clock::time_point;

    /// The deadline alone counts until a step begins.
    explicit exchange_deadline(deadline by)
        : by_{std::min(by.at(),
                       time_point::max() - std::chrono::hours{1})}, // a timer that is set to `max` is none
          due_{by_}
    {
    }

    /// A step begins.
    void begin(exchange_step step, step_budgets const &budgets, time_point now)
    {
        auto const budget = budget_of(step, budgets);
        due_ = budget == step_budgets::duration::max() ? by_ : std::min(by_, later(now, budget));
    }

    /// When the step that is under way is over.
    [[nodiscard]] time_point due() const { return due_; }
    /// Whether the deadline itself has passed.
    [[nodiscard]] bool has_passed(time_point now) const { return now >= by_; }

private:
    [[nodiscard]] static step_budgets::duration budget_of(exchange_step step, step_budgets const &budgets)
    {
        switch (step) {
        case exchange_step::resolving: return budgets.resolve;
        case exchange_step::connecting: return budgets.connect;
        case exchange_step::handshake: return budgets.handshake;
        case exchange_step::writing: return budgets.write;
        case exchange_step::reading: return budgets.read;
        case exchange_step::waiting:
        case exchange_step::finished: break;
        }
        return step_budgets::duration::max();
    }

    time_point by_;
    time_point due_;
};

} // namespace tollgate::inline v0::detail

#endif
