// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_CONNECTION_POOL_HPP
#define TOLLGATE_TRANSPORT_DETAIL_CONNECTION_POOL_HPP

#include <tollgate/core/saturating_time.hpp>
#include <tollgate/transport/detail/connection.hpp>

#include <algorithm>
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// What a waiter gets: an open connection, or the right to open one.
struct lease {
    connection_slot place{};
    std::unique_ptr<connection> reusable{};
};

struct pool_limits {
    std::size_t connections; ///< To one host.
    std::size_t waiting;     ///< For one host.
    connection::clock::duration idle;
};

/**
 * \brief The connections of a transport: counts them, keeps the idle ones, and lets wait who finds none.
 * \details First come, first served. Whoever waits is served by whoever gives back. An idle connection is looked at before
 * it is handed out; overdue ones are closed whenever the pool is used.
 * \par Thread safety
 * All members may be called from several threads.
 */
class connection_pool final : public slot_keeper, public std::enable_shared_from_this<connection_pool> {
public:
    /// Who waits for a connection. The pool does not keep it alive.
    class waiter {
    public:
        /// Whether connections with a loop of their own are wanted, or those without.
        explicit waiter(bool own_loop) : own_loop_{own_loop} {}
        waiter(waiter const &) = delete;
        waiter &operator=(waiter const &) = delete;
        virtual ~waiter() = default;

        /// Called once, on any thread, maybe from inside \ref pool::enqueue.
        virtual void granted(lease given) = 0;

    private:
        friend class connection_pool;
        bool own_loop_;
        std::optional<std::list<std::weak_ptr<waiter>>::iterator> position_{}; ///< Under the pool's lock.
    };

    explicit connection_pool(pool_limits limits) : limits_{limits} {}

    /// What there is at once, if nobody waits.
    [[nodiscard]] std::optional<lease> take(bool own_loop, std::string const &host)
    {
        closing unfit; // are closed outside the lock
        std::scoped_lock lock{mutex_};
        host_entry &at = sites_[host];
        if (!at.waiting.empty()) return std::nullopt;
        unfit = take_overdue();
        return find_for(own_loop, host, at, unfit);
    }

    /// False if too many wait already.
    [[nodiscard]] bool enqueue(std::shared_ptr<waiter> const &who, std::string const &host)
    {
        std::unique_lock lock{mutex_};
        host_entry &at = sites_[host];
        who->position_ = at.waiting.insert(at.waiting.end(), who);
        serve(lock, host, at);
        // Who still waits is in a site that is still there.
        if (!who->position_ || at.waiting.size() <= limits_.waiting) return true;
        at.waiting.erase(*std::exchange(who->position_, std::nullopt));
        return false;
    }

    /// Takes a waiter out of the queue. What it was granted meanwhile still comes to it.
    void withdraw(waiter &who, std::string const &host)
    {
        std::scoped_lock lock{mutex_};
        if (who.position_) sites_[host].waiting.erase(*std::exchange(who.position_, std::nullopt));
    }

    /// Keeps a connection for the next exchange.
    void give(std::unique_ptr<connection> used)
    {
        used->idle_since = connection::clock::now();
        auto const host = used->site;
        std::unique_lock lock{mutex_};
        host_entry &at = sites_[host];
        used->place.hand_back(); // from here on the site counts it
        at.idle.push_back(std::move(used));
        serve(lock, host, at);
    }

    void release(std::string const &host) noexcept override
    {
        std::unique_lock lock{mutex_};
        host_entry &at = sites_[host];
        --at.open;
        serve(lock, host, at);
    }

private:
    struct host_entry {
        std::size_t open = 0;                          ///< Connections and rights to one, idle ones included.
        std::vector<std::unique_ptr<connection>> idle; ///< The one used last at the end.
        std::list<std::weak_ptr<waiter>> waiting;
        bool serving = false;
    };
    using lock_type = std::unique_lock<std::mutex>;
    using closing = std::vector<std::unique_ptr<connection>>;

    /// Serves while there is somebody and something. Not from inside itself: a waiter may give back at once, and ten
    /// thousand of them would be a deep stack.
    void serve(lock_type &lock, std::string const &host, host_entry &at)
    {
        if (std::exchange(at.serving, true)) return;
        auto const self = shared_from_this();
        for (;;) {
            closing overdue = take_overdue();
            auto next = take_next(host, at, overdue);
            if (!next && overdue.empty()) break;
            lock.unlock();
            overdue.clear();
            if (next) next->first->granted(std::move(next->second));
            lock.lock();
        }
        at.serving = false;
        std::erase_if(sites_, [](auto const &each) {
            return each.second.open == 0 && each.second.waiting.empty() && !each.second.serving;
        });
    }

    using served = std::pair<std::shared_ptr<waiter>, lease>;

    [[nodiscard]] std::optional<served> take_next(std::string const &host, host_entry &at, closing &unfit)
    {
        while (!at.waiting.empty()) {
            auto const first = at.waiting.front().lock();
            if (!first) {
                at.waiting.pop_front();
                continue;
            }
            auto given = find_for(first->own_loop_, host, at, unfit);
            if (!given) return std::nullopt;
            at.waiting.pop_front();
            first->position_.reset();
            return served{first, *std::move(given)};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<lease> find_for(bool own_loop, std::string const &host, host_entry &at,
                                                closing &unfit)
    {
        while (auto candidate = take_idle(own_loop, at)) {
            if (is_quiet(*candidate)) {
                candidate->place.hand_out(shared_from_this());
                return lease{.reusable = std::move(candidate)};
            }
            --at.open;
            unfit.push_back(std::move(candidate));
        }
        if (at.open >= limits_.connections && !at.idle.empty()) {
            // All idle ones are of the other kind: the one that was idle longest makes room.
            unfit.push_back(std::move(at.idle.front()));
            at.idle.erase(at.idle.begin());
            --at.open;
        }
        if (at.open >= limits_.connections) return std::nullopt;
        ++at.open;
        return lease{.place = connection_slot{shared_from_this(), host}};
    }

    [[nodiscard]] static std::unique_ptr<connection> take_idle(bool own_loop, host_entry &at)
    {
        auto const last = std::find_if(at.idle.rbegin(), at.idle.rend(),
                                       [&](auto const &each) { return (each->loop != nullptr) == own_loop; });
        if (last == at.idle.rend()) return nullptr;
        auto found = std::move(*last);
        at.idle.erase(std::next(last).base());
        return found;
    }

    /// They leave under the lock, and are closed outside it.
    [[nodiscard]] closing take_overdue()
    {
        closing overdue;
        auto const now = connection::clock::now();
        for (auto &[host, at] : sites_) {
            auto const fresh = std::ranges::find_if(
                at.idle, [&](auto const &each) { return later(each->idle_since, limits_.idle) > now; });
            at.open -= static_cast<std::size_t>(fresh - at.idle.begin());
            std::move(at.idle.begin(), fresh, std::back_inserter(overdue));
            at.idle.erase(at.idle.begin(), fresh);
        }
        return overdue;
    }

    pool_limits limits_;
    std::mutex mutex_;
    std::map<std::string, host_entry, std::less<>> sites_;
};

} // namespace tollgate::inline v0::detail

#endif
