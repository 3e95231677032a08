// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_CLIENT_HANDLER_EXECUTOR_HPP
#define TOLLGATE_DETAIL_NET_CLIENT_HANDLER_EXECUTOR_HPP

#include <tollgate/version.hpp>

#include <boost/asio/system_executor.hpp>

#include <concepts>

namespace tollgate::inline v0::detail {

/**
 * \brief Where a composed operation's handler is called: on its associated executor, else on the transport's.
 * \details `async_compose` would do this by itself if it were given the transport's executor; but then it would keep the
 * transport's loop at work until the handler has returned, and a handler that lets go of the last transport would destroy
 * the loop under it. So it is given none, which it shows by the system executor.
 */
template <class Self, class Executor>
[[nodiscard]] auto handler_executor_of(Self const &self, Executor const &of_transport)
{
    if constexpr (std::same_as<decltype(self.get_executor()), boost::asio::system_executor>)
        return of_transport;
    else
        return self.get_executor();
}

} // namespace tollgate::inline v0::detail

#endif
