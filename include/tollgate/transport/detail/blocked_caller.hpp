// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_BLOCKED_CALLER_HPP
#define TOLLGATE_TRANSPORT_DETAIL_BLOCKED_CALLER_HPP

#include <tollgate/transport/detail/pool.hpp>
#include <tollgate/transport/transport.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace tollgate::inline v0::detail {

/// A thread that waits for a connection. Whoever gives one back wakes it.
class blocked_caller final : public pool::waiter {
public:
    blocked_caller() : waiter{true} {}

    void granted(grant given) override
    {
        {
            std::scoped_lock lock{mutex_};
            given_.emplace(std::move(given));
        }
        changed_.notify_all();
    }

    /// Nothing if the time is over first.
    [[nodiscard]] std::optional<grant> wait(deadline by)
    {
        std::unique_lock lock{mutex_};
        // Not up to a far moment at once: some standard libraries count it by another clock, on which it does not fit.
        for (auto now = deadline::clock::now(); !given_ && now < by.at(); now = deadline::clock::now())
            changed_.wait_until(lock, std::min(by.at(), now + std::chrono::hours{1}));
        return std::exchange(given_, std::nullopt);
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<grant> given_;
};

} // namespace tollgate::inline v0::detail

#endif
