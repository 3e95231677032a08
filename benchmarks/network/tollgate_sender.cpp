// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/https_transport.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <messages.hpp>
#include <options.hpp>
#include <senders.hpp>

namespace benchmarks {

namespace {

tollgate::https_options options_for(server const &at)
{
    return {.ca_pem = at.ca_pem,
            .connect_to = boost::asio::ip::tcp::endpoint{boost::asio::ip::address_v4::loopback(), at.port}};
}

void check(tollgate::result<tollgate::one_payment::form> const &answer)
{
    if (!answer) require(false, answer.error().message());
}

using client = tollgate::client<tollgate::one_payment::account>;

/// Starts the next one in the place of each that is answered.
struct flight {
    client gateway;
    tollgate::one_payment::init_form message = form();
    std::size_t to_start;
    std::size_t answered = 0;

    void next()
    {
        if (to_start == 0) return;
        --to_start;
        gateway.async_send(message, [this](tollgate::result<tollgate::one_payment::form> answer) {
            check(answer);
            ++answered;
            next();
        });
    }
};

} // namespace

sender tollgate_sender(server const &at)
{
    return [gateway = client{project(), tollgate::https_transport{options_for(at)}},
            message = form()]() mutable {
        auto const answer = gateway.send(message);
        check(answer);
    };
}

volley tollgate_volley(server const &at)
{
    return [at](std::size_t outstanding, std::size_t total, std::function<void()> const &in_flight) {
        boost::asio::io_context io{1};
        flight all{client{project(), tollgate::https_transport{io.get_executor(), options_for(at)}}, form(),
                   total};
        for (std::size_t i = 0; i != outstanding; ++i)
            all.next();
        while (all.answered < total / 2)
            io.run_one();
        in_flight();
        io.run();
    };
}

} // namespace benchmarks
