// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_CONNECTION_POOL_HPP
#define TOLLGATE_IMPL_NET_CLIENT_CONNECTION_POOL_HPP

#include <tollgate/detail/saturating_time.hpp>
#include <tollgate/impl/net/client/exchange_deadline.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// Counts the connections of each host.
class slot_keeper {
public:
    virtual void release(std::string const &host) noexcept = 0;

protected:
    slot_keeper() = default;
    slot_keeper(slot_keeper const &) = default;
    slot_keeper &operator=(slot_keeper const &) = default;
    ~slot_keeper() = default;
};

/// The right to have one connection to a host. The destructor gives it back, so that no path can forget it.
class connection_slot {
public:
    connection_slot() = default;
    connection_slot(std::shared_ptr<slot_keeper> keeper, std::string host)
        : keeper_{std::move(keeper)},
          host_{std::move(host)}
    {
    }
    connection_slot(connection_slot &&other) noexcept
        : keeper_{std::move(other.keeper_)},
          host_{std::move(other.host_)}
    {
    }
    connection_slot &operator=(connection_slot &&other) noexcept
    {
        std::swap(keeper_, other.keeper_);
        std::swap(host_, other.host_);
        return *this;
    }
    ~connection_slot()
    {
        if (keeper_) keeper_->release(host_);
    }

    /// The keeper holds the idle connection itself from here on: the slot must not keep the keeper alive.
    void detach() noexcept { keeper_.reset(); }
    void attach(std::shared_ptr<slot_keeper> keeper) noexcept { keeper_ = std::move(keeper); }

private:
    std::shared_ptr<slot_keeper> keeper_;
    std::string host_;
};

/// Connections of blocking exchanges are not registered with an event loop, the others are; neither can do for the other.
enum class io_mode { blocking, asynchronous };

struct pool_limits {
    std::size_t connections; ///< To one host, idle ones included.
    std::size_t waiting;     ///< Exchanges that wait for a connection to one host.
    std::chrono::steady_clock::duration idle;
};

/// What the pool asks of a connection.
template <class T>
concept pooled_connection = requires(T &connection) {
    { connection.slot } -> std::same_as<connection_slot &>;
    { connection.host } -> std::convertible_to<std::string const &>;
    { connection.idle_since } -> std::same_as<std::chrono::steady_clock::time_point &>;
    { connection.mode() } -> std::same_as<io_mode>;
    { connection.is_quiet() } -> std::same_as<bool>;
};

/**
 * \brief The connections of a transport: counts them, keeps the idle ones, and queues the exchanges that find none.
 * \details First come, first served. An exchange that waits gets what another one gives back. An idle connection is looked
 * at before it is handed out; those idle for too long are closed whenever the pool is used.
 * \tparam Connection a \ref pooled_connection; another one than the transport's in tests
 * \par Thread safety
 * All members may be called from several threads.
 */
template <class Connection>
class connection_pool final : public slot_keeper,
                              public std::enable_shared_from_this<connection_pool<Connection>> {
public:
    /// What an exchange gets: an open connection, or the right to open one.
    struct lease {
        connection_slot slot{};
        std::unique_ptr<Connection> reusable{};
    };

    /// One who waits for a connection. The pool does not keep it alive.
    class waiter {
    public:
        explicit waiter(io_mode mode) : mode_{mode} {}
        waiter(waiter const &) = delete;
        waiter &operator=(waiter const &) = delete;
        virtual ~waiter() = default;

        /// Called once, on any thread, maybe from inside \ref connection_pool::enqueue.
        /// \param self this object; once it is passed on, the pool holds nothing of it
        virtual void granted(std::shared_ptr<waiter> self, lease given) = 0;

        [[nodiscard]] io_mode mode() const { return mode_; }

    private:
        friend class connection_pool;
        io_mode mode_;
        std::optional<typename std::list<std::weak_ptr<waiter>>::iterator>
            position_{}; ///< Under the pool's lock.
    };

    connection_pool(pool_limits limits, clock_function now) : limits_{limits}, now_{now} {}

    /// What there is at once, unless others wait.
    [[nodiscard]] std::optional<lease> take(io_mode mode, std::string const &host)
    {
        closing unfit; // are closed outside the lock
        std::scoped_lock lock{mutex_};
        host_entry &at = hosts_[host];
        if (!at.waiting.empty()) return std::nullopt;
        unfit = take_overdue();
        return find_for(mode, host, at, unfit);
    }

    /// False if too many wait already.
    [[nodiscard]] bool enqueue(std::shared_ptr<waiter> const &who, std::string const &host)
    {
        std::unique_lock lock{mutex_};
        host_entry &at = hosts_[host];
        who->position_ = at.waiting.insert(at.waiting.end(), who);
        serve(lock, host, at);
        // As long as it still waits, its host's entry is not erased.
        if (!who->position_ || at.waiting.size() <= limits_.waiting) return true;
        at.waiting.erase(*std::exchange(who->position_, std::nullopt));
        return false;
    }

    /// Takes a waiter out of the queue. What it was granted meanwhile still comes to it.
    void withdraw(waiter &who, std::string const &host)
    {
        std::scoped_lock lock{mutex_};
        if (who.position_) hosts_[host].waiting.erase(*std::exchange(who.position_, std::nullopt));
    }

    /// Keeps a connection for the next exchange.
    void give(std::unique_ptr<Connection> used)
    {
        used->idle_since = now_();
        std::string const host = used->host;
        std::unique_lock lock{mutex_};
        host_entry &at = hosts_[host];
        used->slot.detach();
        at.idle.push_back(std::move(used));
        serve(lock, host, at);
    }

    void release(std::string const &host) noexcept override
    {
        std::unique_lock lock{mutex_};
        host_entry &at = hosts_[host];
        --at.open;
        serve(lock, host, at);
    }

private:
    struct host_entry {
        std::size_t open = 0;                          ///< Connections and rights to one, idle ones included.
        std::vector<std::unique_ptr<Connection>> idle; ///< The one used last at the end.
        std::list<std::weak_ptr<waiter>> waiting;
        bool serving = false;
    };
    using lock_type = std::unique_lock<std::mutex>;
    using closing = std::vector<std::unique_ptr<Connection>>;

    /// Serves while there is somebody and something. Not from inside itself: a waiter may give back at once, and ten
    /// thousand of them would be a deep stack.
    void serve(lock_type &lock, std::string const &host, host_entry &at)
    {
        if (std::exchange(at.serving, true)) return;
        auto const self = this->shared_from_this();
        for (;;) {
            closing unfit = take_overdue();
            auto next = take_next(host, at, unfit);
            if (!next && unfit.empty()) break;
            lock.unlock();
            unfit.clear();
            if (next) {
                auto &who = *next->first;
                try {
                    who.granted(std::move(next->first), std::move(next->second));
                } catch (...) {
                    lock.lock();
                    at.serving = false; // or nobody else would be served
                    throw;
                }
            }
            lock.lock();
        }
        at.serving = false;
        std::erase_if(hosts_, [](auto const &each) {
            return each.second.open == 0 && each.second.waiting.empty() && !each.second.serving;
        });
    }

    using served = std::pair<std::shared_ptr<waiter>, lease>;

    [[nodiscard]] std::optional<served> take_next(std::string const &host, host_entry &at, closing &unfit)
    {
        while (!at.waiting.empty()) {
            auto first = at.waiting.front().lock();
            if (!first) {
                at.waiting.pop_front();
                continue;
            }
            auto given = find_for(first->mode_, host, at, unfit);
            if (!given) return std::nullopt;
            at.waiting.pop_front();
            first->position_.reset();
            return served{std::move(first), *std::move(given)};
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<lease> find_for(io_mode mode, std::string const &host, host_entry &at,
                                                closing &unfit)
    {
        while (auto candidate = take_idle(mode, at)) {
            if (candidate->is_quiet()) {
                candidate->slot.attach(this->shared_from_this());
                return lease{.reusable = std::move(candidate)};
            }
            --at.open;
            unfit.push_back(std::move(candidate));
        }
        if (at.open >= limits_.connections && !at.idle.empty()) {
            // All idle ones are of the other mode: the one that was idle longest makes room.
            unfit.push_back(std::move(at.idle.front()));
            at.idle.erase(at.idle.begin());
            --at.open;
        }
        if (at.open >= limits_.connections) return std::nullopt;
        ++at.open;
        return lease{.slot = connection_slot{this->shared_from_this(), host}};
    }

    [[nodiscard]] static std::unique_ptr<Connection> take_idle(io_mode mode, host_entry &at)
    {
        auto const last = std::find_if(at.idle.rbegin(), at.idle.rend(),
                                       [&](auto const &each) { return each->mode() == mode; });
        if (last == at.idle.rend()) return nullptr;
        auto found = std::move(*last);
        at.idle.erase(std::next(last).base());
        return found;
    }

    /// They leave under the lock, and are closed outside it.
    [[nodiscard]] closing take_overdue()
    {
        closing overdue;
        auto const now = now_();
        for (auto &[host, at] : hosts_) {
            auto const fresh = std::ranges::find_if(
                at.idle, [&](auto const &each) { return later(each->idle_since, limits_.idle) > now; });
            at.open -= static_cast<std::size_t>(fresh - at.idle.begin());
            std::move(at.idle.begin(), fresh, std::back_inserter(overdue));
            at.idle.erase(at.idle.begin(), fresh);
        }
        return overdue;
    }

    pool_limits limits_;
    clock_function now_;
    std::mutex mutex_;
    std::map<std::string, host_entry, std::less<>> hosts_;
};

} // namespace tollgate::inline v0::detail

#endif
