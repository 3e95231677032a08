// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_CONNECTION_HPP
#define TOLLGATE_TRANSPORT_DETAIL_CONNECTION_HPP

#include <tollgate/format/authority.hpp>
#include <tollgate/transport/detail/client_tls.hpp>
#include <tollgate/transport/detail/lanes.hpp>
#include <tollgate/transport/detail/permit.hpp>
#include <tollgate/transport/detail/resumption.hpp>
#include <tollgate/transport/detail/tls.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/// One TLS connection to one host. One exchange at a time uses it, on that exchange's strand.
struct connection {
    using clock = std::chrono::steady_clock;

    connection(boost::asio::any_io_executor executor, tls_context shared, permit right, authority whom,
               std::string name_in_pool)
        : place{std::move(right)},
          to{std::move(whom)},
          site{std::move(name_in_pool)},
          context{std::move(shared)},
          stream{std::move(executor), *context}
    {
        SSL_set_ex_data(stream.native_handle(), heard_in_tls_slot(), &heard);
    }
    connection(connection const &) = delete;
    connection &operator=(connection const &) = delete;
    ~connection()
    {
        stream.say_goodbye();
        // OpenSSL takes a connection that just goes for a broken one, and would spoil its session.
        SSL_set_shutdown(stream.native_handle(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    }

    [[nodiscard]] boost::asio::ip::tcp::socket &socket() { return stream.socket(); }

    // In this order: what comes first is let go last.
    permit place;
    lane loop; ///< Of blocking calls: they have one of their own.
    authority to;
    std::string site; ///< The pool's name for whom it leads to.
    tls_context context;
    heard_in_tls heard;
    bool has_answered = false; ///< It has carried an exchange already.
    client_tls stream;
    boost::beast::flat_buffer buffer; ///< What was read and not yet understood.
    clock::time_point idle_since{};
};

/**
 * \brief Whether nothing has arrived on an idle connection.
 * \details A server that has nothing to answer speaks only to close; what it says must not be taken for the
 * answer to the next request.
 */
[[nodiscard]] inline bool is_quiet(connection &idle)
{
    SSL *tls = idle.stream.native_handle();
    if (idle.buffer.size() != 0 || SSL_has_pending(tls) == 1) return false;

    boost::system::error_code ec;
    if (!idle.socket().non_blocking()) idle.socket().non_blocking(true, ec);
    if (ec) return false;
    std::array<char, 1> byte{};
    idle.socket().receive(boost::asio::buffer(byte), boost::asio::socket_base::message_peek, ec);
    return ec == boost::asio::error::would_block || ec == boost::asio::error::try_again;
}

} // namespace tollgate::inline v0::detail

#endif
