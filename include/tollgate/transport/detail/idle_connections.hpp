// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_IDLE_CONNECTIONS_HPP
#define TOLLGATE_TRANSPORT_DETAIL_IDLE_CONNECTIONS_HPP

#include <tollgate/transport/detail/connection.hpp>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/**
 * \brief Open connections that wait for their next request.
 * \par Thread safety
 * All members may be called from several threads.
 */
class idle_connections {
public:
    explicit idle_connections(connection::clock::duration limit) : limit_{limit} {}

    /// The connection to this host that was used last, or null.
    [[nodiscard]] std::unique_ptr<connection> take(std::string_view host)
    {
        while (auto candidate = pop(host))
            if (is_quiet(*candidate)) return candidate;
        return nullptr;
    }

    void give(std::unique_ptr<connection> used)
    {
        used->idle_since = connection::clock::now();
        std::scoped_lock lock{mutex_};
        drop_overdue();
        if (idle_.size() < most) idle_.push_back(std::move(used));
    }

    [[nodiscard]] bool holds(std::string_view host) const
    {
        std::scoped_lock lock{mutex_};
        return std::ranges::any_of(idle_, [&](auto const &each) { return each->host == host; });
    }

private:
    static constexpr std::size_t most = 64;

    std::unique_ptr<connection> pop(std::string_view host)
    {
        std::scoped_lock lock{mutex_};
        drop_overdue();
        auto const last =
            std::find_if(idle_.rbegin(), idle_.rend(), [&](auto const &each) { return each->host == host; });
        if (last == idle_.rend()) return nullptr;
        auto found = std::move(*last);
        idle_.erase(std::next(last).base());
        return found;
    }

    void drop_overdue()
    {
        auto const now = connection::clock::now();
        std::erase_if(idle_, [&](auto const &each) { return now - each->idle_since >= limit_; });
    }

    connection::clock::duration limit_;
    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<connection>> idle_;
};

} // namespace tollgate::inline v0::detail

#endif
