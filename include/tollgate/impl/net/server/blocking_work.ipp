// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_SERVER_BLOCKING_WORK_IPP
#define TOLLGATE_IMPL_NET_SERVER_BLOCKING_WORK_IPP

#include <tollgate/detail/net/server/blocking_work.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <utility>

namespace tollgate::inline v0::detail {

/// Between a coroutine and the thread that it waits for: the thread touches the coroutine's timer only while that is there.
class apart_signal : public std::enable_shared_from_this<apart_signal> {
public:
    explicit apart_signal(boost::asio::steady_timer &waits) : waits_{&waits} {}

    /// By the thread. The timer is touched where the coroutine runs.
    void tell_done()
    {
        std::scoped_lock lock{mutex_};
        is_done_ = true;
        if (waits_ != nullptr)
            boost::asio::post(waits_->get_executor(), [self = shared_from_this()] { self->wake(); });
    }
    [[nodiscard]] bool is_done()
    {
        std::scoped_lock lock{mutex_};
        return is_done_;
    }
    /// By the coroutine, when it goes.
    void leave()
    {
        std::scoped_lock lock{mutex_};
        waits_ = nullptr;
    }

private:
    void wake()
    {
        std::scoped_lock lock{mutex_};
        if (waits_ != nullptr) waits_->expires_at(boost::asio::steady_timer::time_point::min());
    }

    std::mutex mutex_;
    boost::asio::steady_timer *waits_;
    bool is_done_ = false;
};

boost::asio::awaitable<void> run_blocking(blocking_runner runner, std::function<void()> work)
{
    boost::asio::steady_timer waits{co_await boost::asio::this_coro::executor,
                                    boost::asio::steady_timer::time_point::max()};
    auto const signal = std::make_shared<apart_signal>(waits);
    std::shared_ptr<void> const until_it_goes{nullptr, [signal](void *) { signal->leave(); }};
    runner([signal, work = std::move(work)]() mutable {
        work();
        work = nullptr; // what it uses is let go before anybody is told
        signal->tell_done();
    });
    co_await waits.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    if (!signal->is_done()) throw boost::system::system_error{boost::asio::error::operation_aborted};
}

running_blocking::~running_blocking()
{
    std::unique_lock lock{mutex_};
    left_.wait(lock, [this] { return running_ == 0; });
}

std::function<void()> running_blocking::count(std::function<void()> work)
{
    {
        std::scoped_lock lock{mutex_};
        ++running_;
    }
    struct counted_work {
        std::shared_ptr<void> counted; // the first member: it goes after all that the work holds
        std::function<void()> work;

        void operator()() const { work(); }
    };
    return counted_work{{nullptr, [this](void *) { leave(); }}, std::move(work)};
}

void running_blocking::leave()
{
    std::scoped_lock lock{mutex_};
    if (--running_ == 0) left_.notify_all();
}

} // namespace tollgate::inline v0::detail

#endif
