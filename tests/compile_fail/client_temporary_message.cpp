// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// only(gcc 12)
// expect-error: use of deleted function .*async_send\(Message&&.*name_the_message_first_because_this_compiler_destroys_temporaries_in_co_await_twice
// first-error-line: here

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/scripted_transport.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace cactus = tollgate::cactus;

boost::asio::awaitable<void> pay(tollgate::client<cactus::account, tollgate::scripted_transport> client)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    auto const form = co_await client.async_send( // <- here
        cactus::obtain_token{
            .site_login = "user-7", .request_id = "order-1042", .amount = 150'00, .currency = "KZT"},
        boost::asio::use_awaitable);
#else
    cactus::obtain_token const order{
        .site_login = "user-7", .request_id = "order-1042", .amount = 150'00, .currency = "KZT"};
    auto const form = co_await client.async_send(order, boost::asio::use_awaitable);
#endif
    static_cast<void>(form);
}
