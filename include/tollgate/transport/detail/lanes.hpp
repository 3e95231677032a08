// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_LANES_HPP
#define TOLLGATE_TRANSPORT_DETAIL_LANES_HPP

#include <tollgate/transport/detail/idle_connections.hpp>

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// An event loop for one blocking call at a time, run by the caller's own thread, with its open connections.
struct lane {
    explicit lane(connection::clock::duration idle_limit) : idle{idle_limit} {}

    boost::asio::io_context context{1};
    idle_connections idle;
};

/**
 * \brief The lanes of a transport: as many as it ever had blocking calls at the same time.
 * \details A blocking call never waits for another thread's loop, so it may be made from anywhere, also
 * from inside a completion handler.
 * \par Thread safety
 * All members may be called from several threads.
 */
class lanes {
public:
    /// A free lane, one with a connection to the host before others. Not given back: gone.
    [[nodiscard]] std::unique_ptr<lane> take(std::string_view host, connection::clock::duration idle_limit)
    {
        std::scoped_lock lock{mutex_};
        if (free_.empty()) return std::make_unique<lane>(idle_limit);
        auto chosen = std::ranges::find_if(free_, [&](auto const &each) { return each->idle.holds(host); });
        if (chosen == free_.end()) --chosen;
        auto taken = std::move(*chosen);
        free_.erase(chosen);
        return taken;
    }

    void give(std::unique_ptr<lane> used)
    {
        std::scoped_lock lock{mutex_};
        free_.push_back(std::move(used));
    }

private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<lane>> free_;
};

} // namespace tollgate::inline v0::detail

#endif
