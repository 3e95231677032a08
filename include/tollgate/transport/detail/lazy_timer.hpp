// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_LAZY_TIMER_HPP
#define TOLLGATE_TRANSPORT_DETAIL_LAZY_TIMER_HPP

#include <tollgate/core/version.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief Rings at a moment that may be moved as often as one likes.
 * \details Most timers are moved on and never ring. So the timer is left where it is when the moment becomes a later one: it
 * sees by itself that it is too early, and is set again.
 * \tparam Strand an executor, or a \ref turnstile; all members are used on it
 */
template <class Strand>
class lazy_timer {
public:
    using clock = std::chrono::steady_clock;
    static constexpr clock::time_point never = clock::time_point::max();

    /// \param loop  where the timer lives
    /// \param owner whom a timer that is set keeps alive, and with it the timer
    lazy_timer(boost::asio::any_io_executor const &loop, Strand strand, std::weak_ptr<void> owner,
               std::function<void()> ring)
        : timer_{loop, never},
          strand_{std::move(strand)},
          owner_{std::move(owner)},
          ring_{std::move(ring)}
    {
    }

    void set(clock::time_point due)
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
            if (ec) return; // most of them, so only the others go to the strand
            strand_.execute([this, owner = std::move(owner)] { look(); });
        });
    }
    void look()
    {
        bool const is_set = due_ != never;
        if (is_set && clock::now() < due_) return wait();
        stop();
        if (is_set) ring_();
    }

    boost::asio::steady_timer timer_;
    Strand strand_;
    std::weak_ptr<void> owner_;
    std::function<void()> ring_;
    clock::time_point due_ = never;
};

} // namespace tollgate::inline v0::detail

#endif
