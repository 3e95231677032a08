// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_SERVER_BLOCKING_WORK_HPP
#define TOLLGATE_DETAIL_NET_SERVER_BLOCKING_WORK_HPP

#include <tollgate/config.hpp>

#include <boost/asio/awaitable.hpp>

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>

namespace tollgate::inline v0::detail {

/// Has another thread run a function.
using blocking_runner = std::function<void(std::function<void()>)>;

/**
 * rief Has a function run by another thread and waits for that without one.
 * \details If the wait is cancelled, or the coroutine goes, the function runs on: what it uses must be its own.
 */
[[nodiscard]] TOLLGATE_DECL boost::asio::awaitable<void> run_blocking(blocking_runner runner,
                                                                      std::function<void()> work);

/// How many functions of other threads use something: it is there until the last of them has ended.
class running_blocking {
public:
    running_blocking() = default;
    running_blocking(running_blocking const &) = delete;
    running_blocking &operator=(running_blocking const &) = delete;
    TOLLGATE_DECL ~running_blocking();

    /// The function, counted from now until it is destroyed.
    [[nodiscard]] TOLLGATE_DECL std::function<void()> count(std::function<void()> work);

private:
    TOLLGATE_DECL void leave();

    std::mutex mutex_;
    std::condition_variable left_;
    std::size_t running_ = 0;
};

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/net/server/blocking_work.ipp>
#endif

#endif
