// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_TURNSTILE_HPP
#define TOLLGATE_TRANSPORT_DETAIL_TURNSTILE_HPP

#include <tollgate/transport/detail/unique_callback.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <concepts>
#include <list>
#include <memory>
#include <mutex>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief A strand for handlers that seldom meet: lets one through at a time, on whatever threads of a loop they come.
 * \details Where nobody is inside, a handler passes on the spot, without being stored or queued, as Asio's strand does with
 * each.
 */
class turnstile {
public:
    template <std::same_as<boost::asio::any_io_executor> Loop> // no other executor is to be converted to it
    explicit turnstile(Loop loop) : place_{std::make_shared<place>(std::move(loop))}
    {
    }

    /// On the spot if this is a thread of the loop.
    template <class Function>
    void execute(Function function) const
    {
        if (place_->usual != nullptr && place_->usual->running_in_this_thread())
            return pass(place_, function);
        dispatch(std::move(function));
    }
    template <class Function>
    void post(Function function) const
    {
        boost::asio::post(place_->loop,
                          [at = place_, function = std::move(function)]() mutable { pass(at, function); });
    }

private:
    struct place {
        explicit place(boost::asio::any_io_executor on) : loop{std::move(on)} {}

        boost::asio::any_io_executor const loop;
        boost::asio::io_context::executor_type const *const usual =
            loop.target<boost::asio::io_context::executor_type>();
        std::mutex mutex{};
        bool taken = false;
        std::list<unique_callback<>> waiting{}; ///< Empty unless somebody is inside.
    };

    /// On its way in, past a queue that waits for it. If the loop drops it, nobody would ever let the queue in: it goes too.
    struct entering {
        entering(std::shared_ptr<place> to, unique_callback<> what) : at{std::move(to)}, next{std::move(what)}
        {
        }
        entering(entering &&) noexcept = default;
        entering &operator=(entering &&) = delete;
        ~entering()
        {
            if (!at || !next.is_pending()) return;
            std::list<unique_callback<>> dropped; // may own what owns this turnstile: let go without the lock
            std::scoped_lock const lock{at->mutex};
            dropped.swap(at->waiting);
        }
        void operator()()
        {
            leaving const after{at};
            next();
        }

        std::shared_ptr<place> at;
        unique_callback<> next;
    };

    /// Lets the next one in, also when a handler throws.
    struct leaving {
        std::shared_ptr<place> const &at;
        ~leaving()
        {
            std::unique_lock lock{at->mutex};
            at->taken = !at->waiting.empty();
            if (!at->taken) return;
            auto next = std::move(at->waiting.front());
            at->waiting.pop_front();
            lock.unlock();
            boost::asio::post(at->loop, entering{at, std::move(next)});
        }
    };

    /// Not a template: on the usual loops nobody comes here, and for each handler it would be compiled anew.
    void dispatch(unique_callback<> function) const
    {
        boost::asio::dispatch(
            place_->loop, [at = place_, function = std::move(function)]() mutable { pass(at, function); });
    }

    template <class Function>
    static void pass(std::shared_ptr<place> const &at, Function &function)
    {
        {
            std::scoped_lock lock{at->mutex};
            if (at->taken) return at->waiting.emplace_back(std::move(function)), void();
            at->taken = true;
        }
        leaving const after{at};
        std::move(function)();
    }

    std::shared_ptr<place> place_;
};

} // namespace tollgate::inline v0::detail

#endif
