// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_TRANSPORT_STATE_HPP
#define TOLLGATE_IMPL_NET_CLIENT_TRANSPORT_STATE_HPP

#include <tollgate/https_options.hpp>
#include <tollgate/impl/net/client/client_tls_context.hpp>
#include <tollgate/impl/net/client/connection.hpp>
#include <tollgate/impl/net/client/tls_session_cache.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

namespace tollgate::inline v0::detail {

/// What the exchanges of one transport share. Only `connections` and `sessions` change, each under its own lock.
struct transport_state {
    transport_state(https_options &&given, clock_function clock)
        : resolver{std::make_shared<name_resolver const>(std::exchange(given.resolver, {}))},
          options{std::move(given)},
          now{clock},
          tls{make_tls_context(options)},
          connections{std::make_shared<client_connection_pool>(
              pool_limits{std::max<std::size_t>(options.connections_per_host, 1), options.waiting_limit,
                          options.idle_limit},
              clock)}
    {
    }

    std::shared_ptr<name_resolver const> const
        resolver;                ///< The program's, which may be called when the transport is gone.
    https_options const options; ///< Without the resolver.
    clock_function const now;
    result<tls_context> const tls;
    std::shared_ptr<client_connection_pool> const connections;
    tls_session_cache sessions;
};

} // namespace tollgate::inline v0::detail

#endif
