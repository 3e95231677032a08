// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_CONNECT_OPERATION_HPP
#define TOLLGATE_IMPL_NET_CLIENT_CONNECT_OPERATION_HPP

#include <tollgate/impl/net/client/connection.hpp>
#include <tollgate/impl/net/client/exchange_error.hpp>
#include <tollgate/impl/net/client/happy_eyeballs.hpp>
#include <tollgate/impl/net/client/proxy_connect.hpp>
#include <tollgate/impl/net/client/public_key_pins.hpp>
#include <tollgate/impl/net/client/transport_state.hpp>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// One attempt to connect to one endpoint. It is decided when its socket can be written to.
struct connect_attempt {
    explicit connect_attempt(boost::asio::any_io_executor const &executor) : socket{executor} {}

    [[nodiscard]] bool is_running() const { return socket.is_open(); }

    /// Begins to connect. Asio's own blocking function would wait, and its asynchronous one is not for a socket that is polled.
    [[nodiscard]] boost::system::error_code begin(boost::asio::ip::tcp::endpoint const &to)
    {
        boost::system::error_code ec;
        socket.open(to.protocol(), ec);
        if (!ec) socket.non_blocking(true, ec);
        if (ec || ::connect(socket.native_handle(), to.data(), static_cast<socklen_t>(to.size())) == 0)
            return ec;
        return {errno, boost::asio::error::get_system_category()};
    }
    /// What has come of it; `in_progress` if the socket is not ready yet. A loop of several threads may report the state that
    /// the socket had before it began to connect, which counts as ready.
    [[nodiscard]] boost::system::error_code outcome() const
    {
        pollfd writable{.fd = handle(), .events = POLLOUT, .revents = 0};
        if (::poll(&writable, 1, 0) <= 0) return boost::asio::error::in_progress; // also where a signal came
        int value = 0;
        socklen_t size = sizeof value;
        if (::getsockopt(handle(), SOL_SOCKET, SO_ERROR, &value, &size) != 0) value = errno;
        return {value, boost::asio::error::get_system_category()};
    }
    void close()
    {
        boost::system::error_code ignored;
        socket.close(ignored);
    }

    boost::asio::ip::tcp::socket socket;
    bool is_awaited = false; ///< Whether its driver waits for it already.

private:
    [[nodiscard]] int handle() const
    {
        return const_cast<boost::asio::ip::tcp::socket &>(socket).native_handle(); // Asio's is not const
    }
};

/**
 * \brief Opens a connection, step by step: resolve, connect, ask the proxy, TLS handshake.
 * \details No byte of the HTTP request passes here, so every error means not sent.
 */
class connect_operation {
public:
    using error_code = boost::system::error_code;
    using tcp = boost::asio::ip::tcp;
    using entered = std::function<void(exchange_step)>;

    /// What it waits for.
    enum class waiting { addresses, attempts, connection, nothing };

    /// \param next told of each step that begins
    connect_operation(connection &open, boost::asio::any_io_executor executor, transport_state &shared,
                      entered next)
        : connection_{open},
          executor_{std::move(executor)},
          shared_{shared},
          entered_{std::move(next)}
    {
    }

    void start()
    {
        auto const &options = shared_.options;
        if (options.connect_to && !options.proxy) return connect({*options.connect_to});
        entered_(exchange_step::resolving);
        waits_for_ = waiting::addresses;
        error_code not_an_address;
        auto const literal = boost::asio::ip::make_address(next_hop(), not_an_address);
        if (!not_an_address) resolved({}, {literal});
    }

    [[nodiscard]] waiting waits_for() const { return waits_for_; }
    /// What the socket of the connection must be ready for, where that is waited for.
    [[nodiscard]] boost::asio::socket_base::wait_type readiness() const { return readiness_; }
    [[nodiscard]] std::list<connect_attempt> &attempts() { return attempts_; }
    /// When it is to be told that time has passed.
    [[nodiscard]] happy_eyeballs::clock::time_point next_attempt_at() const
    {
        return waits_for_ == waiting::attempts ? order_->next_at() : happy_eyeballs::clock::time_point::max();
    }
    /// Why there is no connection, once nothing is waited for; nothing if there is one.
    [[nodiscard]] std::optional<error> take_problem() { return std::exchange(problem_, std::nullopt); }

    /// Whose name is looked up, without brackets.
    [[nodiscard]] std::string next_hop() const
    {
        auto const &proxy = shared_.options.proxy;
        if (!proxy) return connection_.to.host;
        return read_authority(proxy->host, proxy->port).value().host;
    }

    void resolved(error_code ec, host_addresses const &found)
    {
        if (waits_for_ != waiting::addresses) return;
        if (!ec && found.empty()) ec = boost::asio::error::host_not_found;
        if (ec)
            return fail(errc::resolve_failed, "The host name " + next_hop() + " could not be resolved", ec);
        auto const &proxy = shared_.options.proxy;
        connect(interleaved(found, proxy ? proxy->port : connection_.to.port));
    }

    void attempt_is_ready(connect_attempt &attempt, error_code ec)
    {
        if (waits_for_ != waiting::attempts || !attempt.is_running()) return;
        if (!ec) ec = attempt.outcome();
        if (ec == boost::asio::error::in_progress) {
            attempt.is_awaited = false;
            return;
        }
        if (!ec) return connected(attempt);
        failed(attempt, ec);
        try_next();
    }

    void time_has_passed()
    {
        if (waits_for_ == waiting::attempts) try_next();
    }

    void connection_is_ready(error_code ec)
    {
        connection_.tls.stream.begin_iteration();
        if (proxy_connect_)
            continue_proxy_connect(ec);
        else
            continue_handshake(ec);
    }

    /// Nothing is waited for afterwards, and the connection is not looked at any more.
    void stop()
    {
        waits_for_ = waiting::nothing;
        close_attempts();
    }

private:
    void connect(std::vector<tcp::endpoint> to)
    {
        entered_(exchange_step::connecting);
        waits_for_ = waiting::attempts;
        order_.emplace(std::move(to), shared_.options.attempt_delay);
        try_next();
    }

    void try_next()
    {
        while (auto const endpoint = order_->next(shared_.now())) {
            auto &attempt = attempts_.emplace_back(executor_);
            error_code const ec = attempt.begin(*endpoint);
            if (!ec) return connected(attempt);
            if (ec != boost::asio::error::in_progress) failed(attempt, ec);
        }
        if (order_->is_over())
            fail(errc::connect_failed, "No connection to " + next_hop() + " could be made", last_failure_);
    }
    void failed(connect_attempt &attempt, error_code ec)
    {
        attempt.close();
        last_failure_ = ec;
        order_->failed();
    }
    void close_attempts()
    {
        for (auto &each : attempts_)
            each.close();
    }

    void connected(connect_attempt &won)
    {
        connection_.socket() = std::move(won.socket);
        close_attempts();
        error_code ignored;
        connection_.socket().set_option(tcp::no_delay{true}, ignored);
        if (!shared_.options.proxy) return begin_handshake();
        proxy_connect_.emplace(connection_.bytes, authority_for_proxy(), *shared_.options.proxy);
        continue_proxy_connect({});
    }

    /// Whom the proxy is asked for.
    [[nodiscard, gnu::cold]] std::string authority_for_proxy() const
    {
        auto const &instead = shared_.options.connect_to;
        if (!instead) return connection_.to.text(0);
        return authority{instead->address().to_string(), instead->port()}.text(0);
    }

    [[gnu::cold]] void continue_proxy_connect(error_code ec)
    {
        if (!ec)
            if (auto const needed = proxy_connect_->resume(ec)) return wait_until(*needed);
        unsigned const status = ec ? 0 : proxy_connect_->status();
        auto const refused = [&](std::string const &how) {
            fail(exchange_error(errc::proxy_refused, not_sent{}, "The proxy " + next_hop() + ' ' + how, ec)
                     .with_http_status(status));
        };
        if (classify_broken_exchange(ec) == errc::connection_closed)
            return refused("closed the connection before it had answered");
        if (ec && classify_broken_exchange(ec) == errc::connection_failed)
            return refused("broke the connection before it had answered");
        if (ec) return refused("did not answer in HTTP");
        if (status / 100 != 2)
            return refused("refused the way to " + connection_.host + " with HTTP status " +
                           std::to_string(status) +
                           (status == 407 ? ", it wants `http_proxy::authorization`" : ""));
        if (proxy_connect_->says_too_much())
            return refused("opened the way to " + connection_.host +
                           ", but sent more than its answer; it is not used");
        proxy_connect_.reset();
        begin_handshake();
    }

    void begin_handshake()
    {
        entered_(exchange_step::handshake);
        SSL *const tls = connection_.tls.stream.native_handle();
        if (!expect_host(tls, connection_.to.host)) return fail(handshake_error(tls, connection_.host, {}));
        shared_.sessions.offer(connection_.host, tls);
        continue_handshake({});
    }

    void continue_handshake(error_code ec)
    {
        if (!ec)
            if (auto const needed = connection_.tls.stream.handshake(ec)) return wait_until(*needed);
        SSL *const tls = connection_.tls.stream.native_handle();
        if (ec) return fail(handshake_error(tls, connection_.host, ec));
        if (!holds_pin(tls, shared_.options.pins))
            return fail(errc::certificate_not_pinned,
                        "The certificate of " + connection_.host +
                            " is valid, but none of `https_options::pins`",
                        {});
        waits_for_ = waiting::nothing;
    }

    void wait_until(boost::asio::socket_base::wait_type ready)
    {
        waits_for_ = waiting::connection;
        readiness_ = ready;
    }

    [[gnu::cold]] void fail(errc code, std::string sentence, error_code cause)
    {
        fail(exchange_error(code, not_sent{}, std::move(sentence), cause));
    }
    [[gnu::cold]] void fail(error problem)
    {
        problem_ = std::move(problem);
        stop();
    }

    connection &connection_;
    boost::asio::any_io_executor executor_;
    transport_state &shared_;
    entered entered_;
    waiting waits_for_ = waiting::nothing;
    boost::asio::socket_base::wait_type readiness_{};
    std::optional<happy_eyeballs> order_;
    std::list<connect_attempt> attempts_; ///< Each stays in its place: its driver refers to it.
    error_code last_failure_;
    std::optional<proxy_connect> proxy_connect_;
    std::optional<error> problem_;
};

} // namespace tollgate::inline v0::detail

#endif
