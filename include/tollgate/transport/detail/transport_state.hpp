// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_PARTS_HPP
#define TOLLGATE_TRANSPORT_DETAIL_PARTS_HPP

#include <tollgate/transport/beast_options.hpp>
#include <tollgate/transport/detail/client_tls_context.hpp>
#include <tollgate/transport/detail/connection_pool.hpp>
#include <tollgate/transport/detail/tls_session_cache.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

namespace tollgate::inline v0::detail {

/// What the exchanges of one transport share. Only `connections` and `sessions` change, each under its own lock.
struct transport_state {
    explicit transport_state(beast_options &&given)
        : options{std::move(given)},
          tls{make_tls_context(options)},
          connections{std::make_shared<connection_pool>(
              pool_limits{std::max<std::size_t>(options.connections_per_host, 1), options.waiting_limit,
                          options.idle_limit})}
    {
    }

    beast_options const options;
    result<tls_context> const tls;
    std::shared_ptr<connection_pool> const connections;
    tls_session_cache sessions;
};

} // namespace tollgate::inline v0::detail

#endif
