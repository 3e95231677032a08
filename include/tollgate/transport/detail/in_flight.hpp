// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_IN_FLIGHT_HPP
#define TOLLGATE_TRANSPORT_DETAIL_IN_FLIGHT_HPP

#include <tollgate/core/version.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/**
 * \brief What is being handled at this moment, by name; a second one of a name waits for the end of the first.
 * \par Thread safety
 * All members may be called from several threads.
 * \tparam Timer what a second one waits by; a parameter, so that a program without a listener does not compile this
 */
template <class Timer>
class basic_in_flight {
public:
    /// One's turn to handle something; over when it goes.
    class turn {
    public:
        turn(basic_in_flight &of, std::string name) : of_{&of}, name_{std::move(name)} {}
        turn(turn &&other) noexcept : of_{std::exchange(other.of_, nullptr)}, name_{std::move(other.name_)} {}
        turn &operator=(turn &&) = delete;
        ~turn()
        {
            if (of_ != nullptr) of_->leave(name_);
        }

    private:
        basic_in_flight *of_;
        std::string name_;
    };

    /// One's turn if nobody else handles this name; the empty name is nobody's.
    [[nodiscard]] std::optional<turn> enter_at_once(std::string const &name)
    {
        if (!name.empty()) {
            std::scoped_lock lock{mutex_};
            if (!waiting_.try_emplace(name).second) return std::nullopt;
        }
        return std::optional<turn>{std::in_place, *this, name};
    }

    /// Waits until nobody else handles this name. The empty name is nobody's: it never waits.
    [[nodiscard]] boost::asio::awaitable<turn> enter(std::string name)
    {
        auto const executor = co_await boost::asio::this_coro::executor;
        while (auto const waiting = try_enter(name, executor)) {
            boost::system::error_code ignored;
            co_await waiting->async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
        }
        turn mine{*this, std::move(name)};
        co_return std::move(mine);
    }

private:
    /// Null, or what to wait for. It is cancelled on the waiting one's own executor, so not before it waits.
    [[nodiscard]] std::shared_ptr<Timer> try_enter(std::string const &name,
                                                   boost::asio::any_io_executor const &executor)
    {
        if (name.empty()) return nullptr;
        std::scoped_lock lock{mutex_};
        auto const [at, is_first] = waiting_.try_emplace(name);
        if (is_first) return nullptr;
        at->second.push_back(std::make_shared<Timer>(executor, Timer::time_point::max()));
        return at->second.back();
    }

    void leave(std::string const &name)
    {
        std::scoped_lock lock{mutex_};
        auto const left = waiting_.extract(name);
        if (left.empty()) return;
        for (auto const &each : left.mapped())
            boost::asio::post(each->get_executor(), [each] { each->cancel(); });
    }

    std::mutex mutex_;
    std::map<std::string, std::vector<std::shared_ptr<Timer>>> waiting_;
};

using in_flight = basic_in_flight<boost::asio::steady_timer>;

} // namespace tollgate::inline v0::detail

#endif
