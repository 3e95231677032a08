// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A payment in a coroutine, on the loop that the program runs.

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/scripted_transport.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <iostream>

namespace asio = boost::asio;
namespace one_payment = tollgate::one_payment;
using namespace std::chrono_literals;

namespace {

using client = tollgate::client<one_payment::account, tollgate::scripted_transport>;

asio::awaitable<void> pay(client &gateway)
{
    // Whoever is cancelled wants to know what became of the money: no exception in its place.
    co_await asio::this_coro::throw_if_cancelled(false);

    // The message has a name: g++ 12 destroys temporaries in a co_await expression twice.
    one_payment::init_form const form{.amount = tollgate::decimal{"50.00"}, .user_data = "order-777"};
    auto const answer = co_await gateway.async_send(form, 10s, asio::use_awaitable);

    if (answer)
        std::cout << "send the payer to " << answer->url.value() << '\n';
    else
        std::cout << answer.error() << '\n';
}

} // namespace

int main()
{
    asio::io_context loop;
    // In a real program: `tollgate::https_transport network{loop.get_executor()};`
    tollgate::scripted_transport const network{
        {tollgate::wire_response{200, R"({"url":"https://pay.example/form/1"})"}}, loop.get_executor()};
    client gateway{one_payment::account{
                       .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}},
                   network};

    asio::co_spawn(loop, pay(gateway), asio::detached);
    loop.run();
    return network.remaining() == 0 ? 0 : 1;
}
