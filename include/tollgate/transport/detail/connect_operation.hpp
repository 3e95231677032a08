// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_CONNECT_OPERATION_HPP
#define TOLLGATE_TRANSPORT_DETAIL_CONNECT_OPERATION_HPP

#include <tollgate/transport/detail/connection.hpp>
#include <tollgate/transport/detail/exchange_error.hpp>
#include <tollgate/transport/detail/happy_eyeballs.hpp>
#include <tollgate/transport/detail/operation_base.hpp>
#include <tollgate/transport/detail/proxy_connect.hpp>
#include <tollgate/transport/detail/resolve_operation.hpp>
#include <tollgate/transport/detail/transport_state.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/**
 * \brief Opens a connection: resolve, connect, ask the proxy, shake hands.
 * \details No byte of the HTTP request passes here, so every error means not sent.
 */
class connect_operation final : public socket_operation {
public:
    using entered = std::function<void(exchange_step)>;
    using completion = unique_callback<std::optional<error>>;

    connect_operation(operation_base const &of, connection &open, transport_state &parts, entered next,
                      completion done)
        : socket_operation{of},
          connection_{open},
          parts_{parts},
          entered_{std::move(next)},
          done_{std::move(done)}
    {
    }

    void start()
    {
        auto const &options = parts_.options;
        if (options.connect_to && !options.proxy) return connect({*options.connect_to});
        entered_(exchange_step::resolving);
        lookup_.emplace(*this, options.resolver, [this](error_code ec, host_addresses const &found) {
            if (ec)
                return fail(errc::resolve_failed, "The host name " + next_hop() + " could not be resolved",
                            ec);
            connect(by_turns(found, parts_.options.proxy ? parts_.options.proxy->port : connection_.to.port));
        });
        lookup_->start(next_hop());
    }

    /// Makes the pending step fail.
    void stop()
    {
        if (race_) race_->stop();
        error_code ignored;
        connection_.socket().close(ignored);
        if (shaking_hands_ || tunnel_) return; // its handler still looks at the connection
        if (lookup_) lookup_->stop();
        if (!done_.is_pending()) return; // that was its end: the connection is gone
        fail(errc::cancelled, sentence_for(errc::cancelled, connection_.site), {});
    }

private:
    using error_code = boost::system::error_code;
    using tcp = boost::asio::ip::tcp;

    /// Whose name is looked up, without brackets.
    [[nodiscard]] std::string next_hop() const
    {
        auto const &proxy = parts_.options.proxy;
        if (!proxy) return connection_.to.host;
        return read_authority(proxy->host, proxy->port).value().host;
    }

    void connect(std::vector<tcp::endpoint> to)
    {
        entered_(exchange_step::connecting);
        race_.emplace(*this, std::move(to), parts_.options.attempt_delay,
                      [this](error_code ec, tcp::socket *won) {
                          if (ec)
                              return fail(errc::connect_failed,
                                          "No connection to " + next_hop() + " could be made", ec);
                          connection_.socket() = std::move(*won);
                          error_code ignored;
                          connection_.socket().set_option(tcp::no_delay{true}, ignored);
                          connection_.socket().non_blocking(true, ignored);
                          if (parts_.options.proxy) return ask_proxy();
                          shake_hands();
                      });
        race_->start();
    }

    [[gnu::cold]] void ask_proxy()
    {
        tunnel_.emplace(*this, connection_.socket(), [this](error_code ec, proxy_connect::answer said) {
            auto const refused = [&](std::string const &how) {
                report(
                    exchange_error(errc::proxy_refused, not_sent{}, "The proxy " + next_hop() + ' ' + how, ec)
                        .with_http_status(said.status));
            };
            if (classify_broken_exchange(ec) == errc::connection_closed)
                return refused("closed the connection before it had answered");
            if (ec && classify_broken_exchange(ec) == errc::connection_failed)
                return refused("broke the connection before it had answered");
            if (ec) return refused("did not answer in HTTP");
            if (said.status / 100 != 2)
                return refused("refused the way to " + connection_.site + " with HTTP status " +
                               std::to_string(said.status) +
                               (said.status == 407 ? ", it wants `http_proxy::authorization`" : ""));
            if (said.says_too_much)
                return refused("opened the way to " + connection_.site +
                               ", but sent more than its answer; it is not used");
            shake_hands();
        });
        tunnel_->start(authority(), *parts_.options.proxy);
    }

    /// Whom the proxy is asked for.
    [[nodiscard, gnu::cold]] std::string authority() const
    {
        auto const &instead = parts_.options.connect_to;
        if (!instead) return connection_.to.text(0);
        return detail::authority{instead->address().to_string(), instead->port()}.text(0);
    }

    void shake_hands()
    {
        entered_(exchange_step::handshake);
        SSL *const tls = connection_.stream.native_handle();
        if (!expect_host(tls, connection_.to.host)) return report(handshake_error(tls, connection_.site, {}));
        parts_.sessions.offer(connection_.site, tls);
        shaking_hands_ = true;
        go_on_shaking();
    }

    void go_on_shaking()
    {
        error_code ec;
        if (auto const found = connection_.stream.handshake(ec))
            return wait_for(connection_.socket(), *found);
        shook_hands(ec);
    }

    void ready(error_code ec) override
    {
        connection_.stream.begin_turn();
        if (ec) return shook_hands(ec);
        go_on_shaking();
    }

    void shook_hands(error_code ec)
    {
        SSL *const tls = connection_.stream.native_handle();
        if (ec) return report(handshake_error(tls, connection_.site, ec));
        if (!holds_pin(tls, parts_.options.pins))
            return fail(errc::certificate_not_pinned,
                        "The certificate of " + connection_.site +
                            " is valid, but none of `beast_options::pins`",
                        {});
        report(std::nullopt);
    }

    [[gnu::cold]] void fail(errc code, std::string sentence, error_code cause)
    {
        report(exchange_error(code, not_sent{}, std::move(sentence), cause));
    }
    void report(std::optional<error> problem)
    {
        if (done_.is_pending()) done_(std::move(problem));
    }

    connection &connection_;
    transport_state &parts_;
    entered entered_;
    std::optional<resolve_operation> lookup_;
    std::optional<happy_eyeballs> race_;
    std::optional<proxy_connect> tunnel_;
    bool shaking_hands_ = false;
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif
