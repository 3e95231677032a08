// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A callback server on the program's own loop, which ends cleanly on SIGTERM. With a file as argument it plays the
// gateway too: it delivers the file's callback twice, and once forged, and ends.
//
//   receive_callbacks [FILE]

#include <tollgate/callback/merge.hpp>
#include <tollgate/callback/store.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/sandbox/http_post.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <thread>

namespace asio = boost::asio;
namespace one_payment = tollgate::one_payment;
using paid = tollgate::verified<one_payment::payment_callback>;

namespace {

/// The shop's orders; a real one keeps them where a crash cannot reach.
class orders {
public:
    asio::awaitable<void> record(paid const &told)
    {
        co_await asio::post(asio::use_awaitable); // here the database would be waited for
        auto const [known, is_new] = status_.try_emplace(*told->user_data, *told->status);
        auto const merged = tollgate::merge<one_payment::payment_callback>(known->second, *told->status);
        known->second = merged.status;
        if (is_new || merged.arrived == tollgate::standing::newer)
            std::cout << "recorded  " << known->first << ", status " << static_cast<int>(merged.status)
                      << '\n';
        if (merged.arrived == tollgate::standing::contradicts)
            std::cout << "ask the gateway about " << known->first << '\n';
    }

private:
    std::map<std::string, one_payment::status> status_;
};

std::string content_of(char const *file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// What the gateway would send: the callback, the same again, and something that somebody else made of it.
void play_the_gateway(std::string const &url, std::string body)
{
    for (int i = 0; i != 3; ++i) {
        if (i == 2) body.replace(body.find("48.5"), 4, "98.5");
        auto const answer = tollgate::sandbox::post_callback(url, body).value();
        std::cout << "answered  " << answer.status << ' ' << answer.body << '\n';
    }
    std::raise(SIGTERM);
}

} // namespace

int main(int count, char **arguments)
{
    one_payment::account const project{
        .partner_id = 1234, .project_id = 5678, .api_key = tollgate::secret{"test_api_key"}};
    orders shop;

    asio::io_context loop;
    tollgate::memory_store handled{100'000};
    tollgate::listener callbacks{loop.get_executor()};
    callbacks
        .on<one_payment::payment_callback>(
            "/callbacks/1payment", project, [&](paid const &told) { return shop.record(told); },
            tollgate::once_by(handled))
        .on_refused([](tollgate::error const &why) { std::cout << "refused   " << why << '\n'; })
        .on_failed([](std::exception_ptr) { std::cout << "failed; the gateway will repeat it\n"; });
    callbacks.start().value();
    std::cout << "listening at " << callbacks.url("/callbacks/1payment") << std::endl;

    asio::signal_set signals{loop, SIGINT, SIGTERM};
    signals.async_wait([&](boost::system::error_code, int) {
        asio::co_spawn(loop, callbacks.async_stop(), asio::detached); // what was received is still handled
    });

    std::thread gateway;
    if (count == 2)
        gateway =
            std::thread{play_the_gateway, callbacks.url("/callbacks/1payment"), content_of(arguments[1])};
    loop.run();
    if (gateway.joinable()) gateway.join();
}
