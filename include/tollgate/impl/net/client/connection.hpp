// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_CONNECTION_HPP
#define TOLLGATE_IMPL_NET_CLIENT_CONNECTION_HPP

#include <tollgate/detail/format/authority.hpp>
#include <tollgate/impl/net/client/byte_stream.hpp>
#include <tollgate/impl/net/client/client_tls_context.hpp>
#include <tollgate/impl/net/client/connection_pool.hpp>
#include <tollgate/impl/net/client/tls_session_cache.hpp>
#include <tollgate/impl/net/client/tls_socket.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/// What an HTTP exchange needs of a TLS connection, over whatever stream of bytes.
struct tls_channel {
    tls_channel(byte_stream &over, tls_context shared, std::string name)
        : host{std::move(name)},
          context{std::move(shared)},
          stream{over, *context}
    {
        SSL_set_ex_data(stream.native_handle(), tls_notices_slot(), &notices);
    }
    tls_channel(tls_channel const &) = delete;
    tls_channel &operator=(tls_channel const &) = delete;
    ~tls_channel()
    {
        // OpenSSL takes a connection that just goes for a broken one, and would spoil its session.
        SSL_set_shutdown(stream.native_handle(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    }

    std::string host; ///< As sentences name it, and the pool.
    tls_context context;
    tls_notices notices;
    bool has_answered = false; ///< It has carried an exchange already.
    tls_socket stream;
    boost::beast::flat_buffer buffer; ///< What was read and not yet understood.
};

/// Where a connection's socket lives: an executor, or, where no event loop is to serve it, a context that nobody runs.
struct socket_context {
    boost::asio::any_io_executor executor;
    std::shared_ptr<boost::asio::io_context> not_run{}; ///< Of blocking exchanges.
};

/// One TLS connection to one host. One exchange at a time uses it.
struct connection {
    connection(socket_context const &context, tls_context shared, connection_slot held, authority leads_to,
               std::string name_in_pool)
        : slot{std::move(held)},
          not_run{context.not_run},
          to{std::move(leads_to)},
          host{std::move(name_in_pool)},
          bytes{context.executor},
          tls{bytes, std::move(shared), host}
    {
    }
    connection(connection const &) = delete;
    connection &operator=(connection const &) = delete;
    ~connection()
    {
        if (socket().is_open()) tls.stream.send_close_notify();
    }

    [[nodiscard]] boost::asio::ip::tcp::socket &socket() { return bytes.socket; }
    [[nodiscard]] io_mode mode() const { return not_run ? io_mode::blocking : io_mode::asynchronous; }

    /**
     * \brief Whether nothing has arrived while it was idle.
     * \details A server that has nothing to answer speaks only to close; what it says must not be taken for the answer to
     * the next request.
     */
    [[nodiscard]] bool is_quiet()
    {
        if (tls.buffer.size() != 0 || SSL_has_pending(tls.stream.native_handle()) == 1) return false;
        boost::system::error_code ec;
        std::array<char, 1> byte{};
        socket().receive(boost::asio::buffer(byte), boost::asio::socket_base::message_peek, ec);
        return would_block(ec);
    }

    // In this order: what comes first is let go last.
    connection_slot slot;
    std::shared_ptr<boost::asio::io_context> not_run;
    authority to;
    std::string host; ///< The pool's name for whom it leads to.
    socket_stream bytes;
    tls_channel tls;
    std::chrono::steady_clock::time_point idle_since{};
};

using client_connection_pool = connection_pool<connection>;

} // namespace tollgate::inline v0::detail

#endif
