// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_IO_THREAD_HPP
#define TOLLGATE_TRANSPORT_DETAIL_IO_THREAD_HPP

#include <tollgate/core/version.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace tollgate::inline v0::detail {

/// Where a thread waits for its end that cannot be joined by itself: the next one to come joins it, or the program's end.
class last_thread {
public:
    static void leave(std::thread ending)
    {
        static last_thread shelf;
        {
            std::scoped_lock lock{shelf.mutex_};
            std::swap(shelf.thread_, ending);
        }
        if (ending.joinable()) ending.join();
    }

private:
    last_thread() = default;
    ~last_thread()
    {
        if (thread_.joinable()) thread_.join();
    }

    std::mutex mutex_;
    std::thread thread_;
};

/**
 * \brief An event loop with a thread of its own, which starts when the loop is first asked for.
 * \details The destructor waits until the loop has nothing left to do, so that no answer is lost; inside the loop's own
 * thread it cannot wait, and leaves the thread to finish by itself.
 */
class io_thread {
public:
    io_thread() = default;
    io_thread(io_thread const &) = delete;
    io_thread &operator=(io_thread const &) = delete;
    ~io_thread()
    {
        if (!thread_.joinable()) return;
        work_.reset();
        if (thread_.get_id() == std::this_thread::get_id())
            last_thread::leave(std::move(thread_));
        else
            thread_.join();
    }

    [[nodiscard]] boost::asio::any_io_executor get_executor()
    {
        std::call_once(started_, [this] { thread_ = std::thread{[context = context_] { context->run(); }}; });
        return context_->get_executor();
    }

private:
    // The thread owns it too: it may outlive this object.
    std::shared_ptr<boost::asio::io_context> context_ = std::make_shared<boost::asio::io_context>(1);
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{context_->get_executor()};
    std::once_flag started_;
    std::thread thread_;
};

} // namespace tollgate::inline v0::detail

#endif
