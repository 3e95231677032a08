// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_LAZY_TIMER_HPP
#define TOLLGATE_DETAIL_NET_LAZY_TIMER_HPP

#include <tollgate/version.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief Calls a function at a moment that may be moved as often as one likes.
 * \details Most of these moments are moved on and never come. So the timer is left where it is when the moment becomes a later
 * one: it sees by itself that it is too early, and is set again.
 * \tparam Serializer has the member `execute(function)`, as executors have: all members are used from inside it
 * \tparam Timer      as `boost::asio::steady_timer`, whose clock it is; another one in tests
 */
template <class Serializer, class Timer = boost::asio::steady_timer>
class lazy_timer {
public:
    using clock = typename Timer::clock_type;
    using time_point = typename clock::time_point;
    static constexpr time_point never = time_point::max();

    /// \param loop  where the timer lives
    /// \param owner kept alive by a timer that is set; this object must be a part of it
    lazy_timer(boost::asio::any_io_executor const &loop, Serializer serializer, std::weak_ptr<void> owner,
               std::function<void()> on_due)
        : timer_{loop, never},
          serializer_{std::move(serializer)},
          owner_{std::move(owner)},
          on_due_{std::move(on_due)}
    {
    }

    void set(time_point due)
    {
        due_ = due;
        if (due_ < timer_.expiry()) wait();
    }
    /// Lets go of the owner.
    void stop()
    {
        due_ = never;
        timer_.expires_at(never);
    }

private:
    void wait()
    {
        timer_.expires_at(due_);
        timer_.async_wait([this, owner = owner_.lock()](boost::system::error_code ec) mutable {
            if (ec) return; // moved or stopped, as most are: nothing is to be looked at
            serializer_.execute([this, owner = std::move(owner)] { check(); });
        });
    }
    void check()
    {
        bool const is_set = due_ != never;
        if (is_set && clock::now() < due_) return wait();
        stop();
        if (is_set) on_due_();
    }

    Timer timer_;
    Serializer serializer_;
    std::weak_ptr<void> owner_;
    std::function<void()> on_due_;
    time_point due_ = never;
};

} // namespace tollgate::inline v0::detail

#endif
