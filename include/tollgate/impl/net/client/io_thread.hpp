// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_IO_THREAD_HPP
#define TOLLGATE_IMPL_NET_CLIENT_IO_THREAD_HPP

#include <tollgate/version.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <openssl/crypto.h>

#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace tollgate::inline v0::detail {

/// Keeps a thread that cannot be joined by its owner, which runs in it: the next one to come joins it, or the program's end.
class unjoined_thread {
public:
    static void keep(std::thread ending)
    {
        static unjoined_thread last;
        {
            std::scoped_lock lock{last.mutex_};
            std::swap(last.thread_, ending);
        }
        if (ending.joinable()) ending.join();
    }

private:
    unjoined_thread() = default;
    ~unjoined_thread()
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
            unjoined_thread::keep(std::move(thread_));
        else
            thread_.join();
    }

    [[nodiscard]] boost::asio::any_io_executor get_executor()
    {
        std::call_once(started_, [this] {
            thread_ = std::thread{[context = context_] {
                context->run();
                // What OpenSSL keeps for a thread. By itself it would go with the thread, but not any more once the program's
                // exit handlers run.
                OPENSSL_thread_stop();
            }};
        });
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
