// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Sends through HTTPS to where nobody listens: nothing is sent, and the library says so.

#include <tollgate/transport/beast.hpp>

#include <chrono>
#include <iostream>

int main()
{
    namespace ip = boost::asio::ip;
    tollgate::beast_transport transport{
        tollgate::beast_options{.connect_to = ip::tcp::endpoint{ip::make_address("127.0.0.1"), 1}}};
    auto const answer =
        transport.send({.method = "GET", .host = "gateway.example", .target = "/", .headers = {}, .body = {}},
                       std::chrono::seconds{20});
    if (answer) return 1;
    std::cout << "tollgate " TOLLGATE_VERSION_STRING ", HTTPS: " << answer.error() << '\n';
    return answer.error().is_not_sent() ? 0 : 1;
}
