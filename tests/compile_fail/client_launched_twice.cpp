// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: (use of deleted function|call to implicitly-deleted copy constructor of|call to deleted constructor of) .*client_operation
// expect-error(gcc): client_launched_twice\.cpp:[0-9]+:[0-9]+: +required from here

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/scripted_transport.hpp>

#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace cactus = tollgate::cactus;

void pay(tollgate::client<cactus::account, tollgate::scripted_transport> client,
         cactus::obtain_token const &order)
{
    auto launch = client.async_send(order, boost::asio::deferred);
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    launch(boost::asio::detached);
    launch(boost::asio::detached);
#else
    std::move(launch)(boost::asio::detached);
#endif
}
