// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_SERVER_SINGLE_FLIGHT_IPP
#define TOLLGATE_IMPL_NET_SERVER_SINGLE_FLIGHT_IPP

#include <tollgate/detail/net/server/single_flight.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace tollgate::inline v0::detail {

struct single_flight::waiter {
    explicit waiter(boost::asio::any_io_executor const &executor)
        : until_left{executor, boost::asio::steady_timer::time_point::max()}
    {
    }

    boost::asio::steady_timer until_left; ///< Cancelled when the name is free.
};

std::optional<single_flight::permit> single_flight::enter_at_once(std::string const &name)
{
    if (!name.empty()) {
        std::scoped_lock lock{mutex_};
        if (!waiting_.try_emplace(name).second) return std::nullopt;
    }
    return std::optional<permit>{std::in_place, *this, name};
}

boost::asio::awaitable<single_flight::permit> single_flight::enter(std::string name)
{
    auto const executor = co_await boost::asio::this_coro::executor;
    while (auto const waiting = try_enter(name, executor)) {
        boost::system::error_code ignored;
        co_await waiting->until_left.async_wait(
            boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    }
    permit mine{*this, std::move(name)};
    co_return std::move(mine);
}

std::shared_ptr<single_flight::waiter> single_flight::try_enter(std::string const &name,
                                                                boost::asio::any_io_executor const &executor)
{
    if (name.empty()) return nullptr;
    std::scoped_lock lock{mutex_};
    auto const [at, is_first] = waiting_.try_emplace(name);
    if (is_first) return nullptr;
    at->second.push_back(std::make_shared<waiter>(executor));
    return at->second.back();
}

void single_flight::leave(std::string const &name)
{
    std::scoped_lock lock{mutex_};
    auto const left = waiting_.extract(name);
    if (left.empty()) return;
    // On the waiting one's own executor, so not before it waits.
    for (auto const &each : left.mapped())
        boost::asio::post(each->until_left.get_executor(), [each] { each->until_left.cancel(); });
}

} // namespace tollgate::inline v0::detail

#endif
