// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_SERVER_HTTP_SERVER_HPP
#define TOLLGATE_DETAIL_NET_SERVER_HTTP_SERVER_HPP

#include <tollgate/detail/net/server/http_message.hpp>
#include <tollgate/error.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <tollgate/detail/net/tcp_endpoint.hpp>

#include <memory>
#include <string_view>

namespace tollgate::inline v0::detail {

/**
 * \brief A small HTTP/1.1 server: what listens for callbacks, and what the sandbox speaks through.
 * \details It has threads of its own, or works on the program's executor. With a certificate it speaks HTTPS only.
 */
class http_server {
public:
    /// \param handler   answers a request
    /// \param unhandled told of what cannot be handed to the handler
    TOLLGATE_DECL http_server(http_handler handler, server_limits limits,
                              unhandled_bytes_observer unhandled = {});
    TOLLGATE_DECL http_server(boost::asio::any_io_executor executor, http_handler handler,
                              server_limits limits, unhandled_bytes_observer unhandled = {});
    http_server(http_server const &) = delete;
    http_server &operator=(http_server const &) = delete;
    TOLLGATE_DECL ~http_server();

    /// TLS 1.2 and newer, from the next \ref start on.
    /// \param chain_pem the server's certificate first, then its issuers'
    [[nodiscard]] TOLLGATE_DECL result<void> use_tls(std::string_view chain_pem,
                                                     std::string_view private_key_pem);

    /// Opens the port and begins to accept. Port 0 lets the system choose one.
    [[nodiscard]] TOLLGATE_DECL result<void> start(tcp_endpoint const &at);

    /// Closes the port, has requests that were received answered, and ends the connections. Waits for that where the
    /// threads are its own, so not from inside a handler.
    TOLLGATE_DECL void stop();

    /// The same, waiting without a thread.
    [[nodiscard]] TOLLGATE_DECL boost::asio::awaitable<void> async_stop();

    /// Where it listens, or last did.
    [[nodiscard]] TOLLGATE_DECL tcp_endpoint endpoint() const;

private:
    struct state;

    std::unique_ptr<state> state_;
};

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/net/server/http_server.ipp>
#endif

#endif
