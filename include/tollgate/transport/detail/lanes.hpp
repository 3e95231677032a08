// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_LANES_HPP
#define TOLLGATE_TRANSPORT_DETAIL_LANES_HPP

#include <tollgate/core/version.hpp>

#include <boost/asio/io_context.hpp>

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// The event loop of one connection of blocking calls, run by the thread that calls.
using lane = std::shared_ptr<boost::asio::io_context>;

/**
 * \brief The lanes of a transport: as many as it ever had at the same time.
 * \details A blocking call never waits for another thread's loop, so it may be made from anywhere, also
 * from inside a completion handler. Lanes are kept: to destroy one waits for a name server that is still being asked.
 * \par Thread safety
 * All members may be called from several threads.
 */
class lanes : public std::enable_shared_from_this<lanes> {
public:
    /// A free lane; the last one who lets go of it gives it back.
    [[nodiscard]] lane take()
    {
        auto chosen = pop();
        if (!chosen) chosen = std::make_unique<boost::asio::io_context>(1);
        auto const keep = [home = weak_from_this()](boost::asio::io_context *used) {
            std::unique_ptr<boost::asio::io_context> owned{used};
            if (auto const still = home.lock()) still->push(std::move(owned));
        };
        return {chosen.release(), keep};
    }

private:
    std::unique_ptr<boost::asio::io_context> pop()
    {
        std::scoped_lock lock{mutex_};
        if (free_.empty()) return nullptr;
        auto last = std::move(free_.back());
        free_.pop_back();
        return last;
    }
    void push(std::unique_ptr<boost::asio::io_context> used)
    {
        std::scoped_lock lock{mutex_};
        free_.push_back(std::move(used));
    }

    std::mutex mutex_;
    std::vector<std::unique_ptr<boost::asio::io_context>> free_;
};

} // namespace tollgate::inline v0::detail

#endif
