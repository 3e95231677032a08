// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_HTTP_SERVER_HPP
#define TOLLGATE_TRANSPORT_DETAIL_HTTP_SERVER_HPP

#include <tollgate/core/error.hpp>
#include <tollgate/transport/detail/http_session.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief A small HTTP/1.1 server with one thread of its own: what listens for callbacks, and what the sandbox speaks
 * through.
 * \details Requests are handled one after the other on that thread. With a TLS context it speaks HTTPS only.
 */
class http_server {
public:
    http_server(http_handler handler, server_limits limits) : handler_{std::move(handler)}, limits_{limits} {}
    http_server(http_server const &) = delete;
    http_server &operator=(http_server const &) = delete;
    ~http_server() { stop(); }

    void use_tls(boost::asio::ssl::context context) { tls_.emplace(std::move(context)); }

    /// Opens the port and starts the thread. Port 0 lets the system choose one.
    [[nodiscard]] result<void> start(boost::asio::ip::tcp::endpoint const &at)
    {
        if (loop_) return error{errc::listen_failed, not_sent{}, "The server is running; stop it first."};
        auto fresh = std::make_unique<loop>();
        boost::system::error_code ec;
        open(fresh->acceptor, at, ec);
        if (ec)
            return error{errc::listen_failed, not_sent{},
                         "The port " + std::to_string(at.port()) + " could not be opened; is it taken?"}
                .with(ec);
        loop_ = std::move(fresh);
        endpoint_ = loop_->acceptor.local_endpoint(ec);
        accept();
        thread_ = std::thread{[&io = loop_->io] { io.run(); }};
        return {};
    }

    /// Closes the port and all connections. Not from inside a handler.
    void stop()
    {
        if (!loop_) return;
        loop_->io.stop();
        if (thread_.joinable()) thread_.join();
        loop_.reset();
    }

    /// Where it listens, or last did.
    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const { return endpoint_; }

private:
    /// Owns the connections, through what they wait for.
    struct loop {
        boost::asio::io_context io{1};
        boost::asio::ip::tcp::acceptor acceptor{io};
    };

    static void open(boost::asio::ip::tcp::acceptor &acceptor, boost::asio::ip::tcp::endpoint const &at,
                     boost::system::error_code &ec)
    {
        acceptor.open(at.protocol(), ec);
        if (!ec) acceptor.set_option(boost::asio::socket_base::reuse_address{true}, ec);
        if (!ec) acceptor.bind(at, ec);
        if (!ec) acceptor.listen(boost::asio::socket_base::max_listen_connections, ec);
    }

    void accept()
    {
        loop_->acceptor.async_accept(
            [this](boost::system::error_code ec, boost::asio::ip::tcp::socket socket) {
                if (!ec) converse(std::move(socket));
                accept();
            });
    }

    void converse(boost::asio::ip::tcp::socket socket)
    {
        if (tls_)
            std::make_shared<tls_session>(tls_stream{std::move(socket), *tls_}, handler_, limits_)->start();
        else
            std::make_shared<plain_session>(boost::beast::tcp_stream{std::move(socket)}, handler_, limits_)
                ->start();
    }

    http_handler handler_;
    server_limits limits_;
    std::optional<boost::asio::ssl::context> tls_;
    std::unique_ptr<loop> loop_;
    boost::asio::ip::tcp::endpoint endpoint_;
    std::thread thread_;
};

} // namespace tollgate::inline v0::detail

#endif
