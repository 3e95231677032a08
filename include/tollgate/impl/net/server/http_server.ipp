// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_SERVER_HTTP_SERVER_IPP
#define TOLLGATE_IMPL_NET_SERVER_HTTP_SERVER_IPP

#include <tollgate/detail/net/server/http_server.hpp>
#include <tollgate/impl/net/server/http_acceptor.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_future.hpp>

#include <openssl/ssl.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

struct http_server::state {
    /// Threads of the server's own.
    struct thread_pool {
        explicit thread_pool(std::size_t count) : io{static_cast<int>(count)}, threads(count) {}
        thread_pool(thread_pool const &) = delete;
        thread_pool &operator=(thread_pool const &) = delete;
        ~thread_pool() { join(); }
        void start()
        {
            for (std::thread &each : threads)
                each = std::thread{[this] { io.run(); }};
        }
        void join()
        {
            work.reset();
            for (std::thread &each : threads)
                if (each.joinable()) each.join();
        }

        boost::asio::io_context io;
        boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
        std::vector<std::thread> threads;
    };

    http_handler handler;
    server_limits limits;
    unhandled_bytes_observer unhandled;
    boost::asio::any_io_executor executor; ///< The program's; empty if the threads are the server's own.
    std::shared_ptr<boost::asio::ssl::context> tls;
    std::unique_ptr<thread_pool> own;
    std::shared_ptr<http_acceptor> acceptor; ///< While it is running.
    boost::asio::ip::tcp::endpoint endpoint;
};

http_server::http_server(http_handler handler, server_limits limits, unhandled_bytes_observer unhandled)
    : http_server{boost::asio::any_io_executor{}, std::move(handler), limits, std::move(unhandled)}
{
}

http_server::http_server(boost::asio::any_io_executor executor, http_handler handler, server_limits limits,
                         unhandled_bytes_observer unhandled)
    : state_{std::make_unique<state>()}
{
    state_->handler = std::move(handler);
    state_->limits = limits;
    for (std::size_t *const at_least_one :
         {&state_->limits.threads, &state_->limits.connections, &state_->limits.requests})
        *at_least_one = std::max<std::size_t>(*at_least_one, 1);
    state_->unhandled = std::move(unhandled);
    state_->executor = std::move(executor);
}

http_server::~http_server()
{
    stop();
}

result<void> http_server::use_tls(std::string_view chain_pem, std::string_view private_key_pem)
{
    namespace ssl = boost::asio::ssl;
    auto const failed = [](char const *sentence, boost::system::error_code cause) {
        return error{errc::tls_setup_failed, not_sent{}, sentence}.with(cause).without_outcome();
    };
    try {
        auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
        context->set_options(ssl::context::default_workarounds | ssl::context::no_compression);
        if (SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION) != 1)
            return failed("OpenSSL cannot be limited to TLS 1.2 and newer.", {});
        boost::system::error_code ec;
        context->use_certificate_chain(boost::asio::buffer(chain_pem), ec);
        if (ec) return failed("The text in `chain_pem` is not a chain of PEM certificates.", ec);
        context->use_private_key(boost::asio::buffer(private_key_pem), ssl::context::pem, ec);
        if (ec)
            return failed("The text in `private_key_pem` is not the certificate's private key in PEM.", ec);
        state_->tls = std::move(context);
        return {};
    } catch (boost::system::system_error const &e) {
        return failed("OpenSSL cannot make a TLS context.", e.code());
    }
}

result<void> http_server::start(boost::asio::ip::tcp::endpoint const &at)
{
    state &self = *state_;
    if (self.acceptor)
        return error{errc::listen_failed, not_sent{}, "The server is running; stop it first."}
            .without_outcome();
    auto own = self.executor ? nullptr : std::make_unique<state::thread_pool>(self.limits.threads);
    boost::asio::any_io_executor const executor = own ? own->io.get_executor() : self.executor;
    // A loop with one thread is a strand.
    auto const strand = own && self.limits.threads == 1 ? executor : strand_of(executor);
    auto fresh = std::make_shared<http_acceptor>(executor, strand, self.handler, self.limits, self.tls,
                                                 self.unhandled);
    boost::system::error_code ec;
    fresh->open(at, ec);
    if (ec)
        return error{errc::listen_failed, not_sent{},
                     "The port " + std::to_string(at.port()) + " could not be opened; is it taken?"}
            .with(ec)
            .without_outcome();
    self.endpoint = fresh->endpoint();
    if (own) own->start();
    fresh->run();
    self.acceptor = std::move(fresh);
    self.own = std::move(own);
    return {};
}

void http_server::stop()
{
    auto ending = std::exchange(state_->acceptor, nullptr);
    if (!ending) return;
    ending->stop();
    if (!state_->own) return;
    boost::asio::co_spawn(ending->strand(), ending->wait_for_end(), boost::asio::use_future).get();
    state_->own->join();
    ending.reset(); // before the loop that it works on
    state_->own.reset();
}

boost::asio::awaitable<void> http_server::async_stop()
{
    auto ending = state_->acceptor;
    if (!ending) co_return;
    ending->stop();
    co_await ending->ended();
    bool const is_last = ending == state_->acceptor;
    ending.reset(); // before its loop
    if (is_last) stop();
}

boost::asio::ip::tcp::endpoint http_server::endpoint() const
{
    return state_->endpoint;
}

} // namespace tollgate::inline v0::detail

#endif
