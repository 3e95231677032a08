// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_CALLBACK_STORE_HPP
#define TOLLGATE_CALLBACK_STORE_HPP

#include <tollgate/version.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tollgate::inline v0 {

/// What a store knows about a callback that has just arrived.
enum class claim {
    first,       ///< Nothing: whoever asked handles it, and says then how that ended.
    in_progress, ///< Somebody handles it at this moment.
    done,        ///< It has been handled.
};

/**
 * \brief Where it is remembered which callbacks have been handled.
 *
 * | expression | meaning |
 * |---|---|
 * | `store.begin(identity)` | a `claim`; `first` is given to one caller only, until that one calls `abort` |
 * | `store.commit(identity)` | it has been handled |
 * | `store.abort(identity)` | it has not: the next one is `first` again |
 *
 * `identity` is a `std::string_view` of the text that `identity_of` makes. Each of the three may throw; the gateway
 * is then told to send the callback again. A store that outlives the process must let an unfinished claim lapse, or a
 * crash between `begin` and `commit` would silence the callback for ever.
 *
 * A store that waits, as for a database, may have `store.run_blocking(work)` besides, which has another thread call `work`, a
 * `std::function<void()>`, once: a listener then asks the store there, and answers others meanwhile.
 *
 * \par Thread safety
 * All three are called from several threads where the listener has several.
 */
template <class S>
concept callback_store = requires(S &store, std::string_view identity) {
    { store.begin(identity) } -> std::same_as<claim>;
    store.commit(identity);
    store.abort(identity);
};

/**
 * \brief A store in memory: knows the last callbacks that were handled, and forgets all at the end of the process.
 * \details At most `capacity` handled ones are remembered; the one handled longest ago goes first. Those that are being
 * handled come on top and never go: they are no more than there are connections.
 * \par Thread safety
 * All members may be called from several threads.
 */
class memory_store {
public:
    explicit memory_store(std::size_t capacity = 100'000) : capacity_{std::max<std::size_t>(capacity, 1)} {}

    [[nodiscard]] claim begin(std::string_view identity)
    {
        std::scoped_lock lock{mutex_};
        if (auto const known = done_.find(identity); known != done_.end())
            return known->second ? claim::done : claim::in_progress;
        done_.emplace(identity, false);
        return claim::first;
    }
    void commit(std::string_view identity)
    {
        std::scoped_lock lock{mutex_};
        auto const [known, fresh] = done_.try_emplace(std::string{identity}, false);
        if (known->second) return;
        oldest_first_.push_back(known->first);
        known->second = true;
        if (oldest_first_.size() > capacity_) forget_oldest();
    }
    void abort(std::string_view identity)
    {
        std::scoped_lock lock{mutex_};
        auto const known = done_.find(identity);
        if (known != done_.end() && !known->second) done_.erase(known);
    }

    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
    /// How many are known, those in progress included.
    [[nodiscard]] std::size_t size() const
    {
        std::scoped_lock lock{mutex_};
        return done_.size();
    }

private:
    struct text_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept
        {
            return std::hash<std::string_view>{}(text);
        }
    };

    void forget_oldest()
    {
        done_.erase(done_.find(oldest_first_.front()));
        oldest_first_.pop_front();
    }

    std::size_t capacity_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, bool, text_hash, std::equal_to<>> done_;
    std::deque<std::string_view> oldest_first_; // views of the map's keys, which stay where they are
};

static_assert(callback_store<memory_store>);

} // namespace tollgate::inline v0

#endif
