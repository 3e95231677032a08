// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_EXCHANGE_HPP
#define TOLLGATE_TRANSPORT_DETAIL_EXCHANGE_HPP

#include <tollgate/transport/detail/connection.hpp>
#include <tollgate/transport/detail/exchange_error.hpp>
#include <tollgate/transport/detail/http_request.hpp>
#include <tollgate/transport/detail/unique_callback.hpp>
#include <tollgate/transport/transport.hpp>

#include <boost/asio/connect.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace tollgate::inline v0::detail {

/// What an exchange needs to know of its transport.
struct exchange_settings {
    std::optional<boost::asio::ip::tcp::endpoint> connect_to;
    std::size_t body_limit;
    std::uint32_t header_limit;
};

/**
 * \brief One request and its answer over one connection, under one deadline.
 * \details All steps run on the connection's executor, one after the other. Not a template: whatever the
 * caller's handlers are, TLS and HTTP are compiled once.
 */
class exchange : public std::enable_shared_from_this<exchange> {
public:
    /// Called once, on the connection's executor; the connection is there if it can be used again.
    using completion = unique_callback<result<wire_response>, std::unique_ptr<connection>>;

    exchange(std::unique_ptr<connection> over, wire_request const &request, deadline by,
             exchange_settings const &settings)
        : connection_{std::move(over)},
          executor_{connection_->stream.get_executor()},
          host_{connection_->host},
          settings_{settings},
          by_{by},
          timer_{executor_, by.at()},
          resolver_{executor_},
          request_{make_http_request(request)}
    {
    }

    void start(completion done)
    {
        done_ = std::move(done);
        boost::asio::post(executor_, [self = shared_from_this()] { self->begin(); });
    }

    /// May be called from any thread.
    void cancel()
    {
        boost::asio::post(executor_, [self = shared_from_this()] { self->stop(errc::cancelled); });
    }

private:
    using error_code = boost::system::error_code;
    using tcp = boost::asio::ip::tcp;

    void begin()
    {
        if (deadline::clock::now() >= by_.at()) return fail(errc::deadline_exceeded);
        timer_.async_wait([self = shared_from_this()](error_code ec) {
            if (!ec) self->stop(errc::deadline_exceeded);
        });
        if (connection_->open) return send();
        if (settings_.connect_to)
            return connect(tcp::resolver::results_type::create(*settings_.connect_to, host_, "https"));
        resolve();
    }

    void resolve()
    {
        resolving_ = true;
        resolver_.async_resolve(host_, "443", [self = shared_from_this()](error_code ec, auto const &found) {
            if (self->finished()) return; // nobody waited for a slow name server
            self->resolving_ = false;
            if (ec) return self->fail(errc::resolve_failed, ec);
            self->connect(found);
        });
    }

    void connect(tcp::resolver::results_type const &where)
    {
        boost::asio::async_connect(connection_->socket(), where,
                                   [self = shared_from_this()](error_code ec, auto const &) {
                                       if (ec) return self->fail(errc::connect_failed, ec);
                                       self->shake_hands();
                                   });
    }

    void shake_hands()
    {
        error_code without_delay;
        connection_->socket().set_option(tcp::no_delay{true}, without_delay);
        SSL *tls = connection_->stream.native_handle();
        if (!expect_host(tls, host_)) return fail(errc::handshake_failed);
        connection_->stream.async_handshake(boost::asio::ssl::stream_base::client,
                                            [self = shared_from_this()](error_code ec) {
                                                if (ec) return self->fail(errc::handshake_failed, ec);
                                                self->connection_->open = true;
                                                self->send();
                                            });
    }

    void send()
    {
        if (stopped_for_) return fail(*stopped_for_);
        if (deadline::clock::now() >= by_.at()) return fail(errc::deadline_exceeded);
        meaning_ = unknown{}; // from here on, bytes may have reached the gateway
        boost::beast::http::async_write(connection_->stream, serializer_,
                                        [self = shared_from_this()](error_code ec, std::size_t) {
                                            if (ec) return self->fail(classify_broken_exchange(ec), ec);
                                            self->receive();
                                        });
    }

    void receive()
    {
        answer_.emplace();
        answer_->body_limit(settings_.body_limit);
        answer_->header_limit(settings_.header_limit);
        boost::beast::http::async_read(connection_->stream, connection_->buffer, *answer_,
                                       [self = shared_from_this()](error_code ec, std::size_t) {
                                           if (ec) return self->fail(classify_broken_exchange(ec), ec);
                                           self->received();
                                       });
    }

    void received()
    {
        unsigned const status = answer_->get().result_int();
        if (status == 100 || status == 102 || status == 103) return receive(); // the answer is still to come
        bool const reusable = answer_->keep_alive() && status >= 200 && !stopped_for_;
        finish(wire_response{status, std::move(answer_->get().body())}, reusable);
    }

    /// Ends the exchange from outside: closing the socket makes the pending step fail.
    void stop(errc why)
    {
        if (finished() || stopped_for_) return;
        stopped_for_ = why;
        // A name server's answer cannot be hurried.
        if (resolving_) {
            resolver_.cancel();
            return fail(why);
        }
        error_code ignored;
        connection_->socket().close(ignored);
    }

    void fail(errc code, error_code cause = {})
    {
        finish(stopped_for_ ? describe(*stopped_for_, {}) : describe(code, cause), false);
    }

    [[nodiscard]] error describe(errc code, error_code cause) const
    {
        switch (code) {
        case errc::resolve_failed:
            return exchange_error(code, meaning_, "The host name " + host_ + " could not be resolved", cause);
        case errc::connect_failed:
            return exchange_error(code, meaning_, "No connection to " + host_ + " could be made", cause);
        case errc::handshake_failed:
            return handshake_error(connection_->stream.native_handle(), host_, cause);
        default: return exchange_error(code, meaning_, sentence_for(code, host_), cause);
        }
    }

    void finish(result<wire_response> answer, bool reusable)
    {
        timer_.cancel();
        auto used = std::move(connection_);
        if (!reusable) used.reset();
        done_(std::move(answer), std::move(used));
    }

    [[nodiscard]] bool finished() const { return !done_.is_pending(); }

    std::unique_ptr<connection> connection_;
    boost::asio::any_io_executor executor_;
    std::string host_;
    exchange_settings settings_;
    deadline by_;
    boost::asio::steady_timer timer_;
    tcp::resolver resolver_;
    http_request request_;
    boost::beast::http::request_serializer<boost::beast::http::span_body<char const>> serializer_{request_};
    std::optional<boost::beast::http::response_parser<boost::beast::http::string_body>> answer_;
    outcome meaning_ = not_sent{};
    std::optional<errc> stopped_for_;
    bool resolving_ = false;
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif
