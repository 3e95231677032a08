// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_HTTP_SESSION_HPP
#define TOLLGATE_TRANSPORT_DETAIL_HTTP_SESSION_HPP

#include <tollgate/core/header.hpp>

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/// What one request may cost the server.
struct server_limits {
    std::size_t body = 1024 * 1024;
    std::uint32_t header = 16 * 1024;
    std::chrono::steady_clock::duration patience = std::chrono::seconds{30};
};

/// A request as it was received. Views, valid while it is handled.
struct http_request_view {
    std::string_view method;
    std::string_view host; ///< Of the `Host` header, with its port if it has one.
    std::string_view target;
    std::vector<header> headers;
    std::string_view body;
};

struct http_answer {
    unsigned status = 200;
    std::string content_type = "application/json";
    std::string body{};
};

using http_handler = std::function<http_answer(http_request_view const &)>;

using tls_stream = boost::beast::ssl_stream<boost::beast::tcp_stream>;

/// One connection of an \ref http_server: handshake, then read, handle, write until it ends.
template <class Stream>
class http_session : public std::enable_shared_from_this<http_session<Stream>> {
    using error_code = boost::system::error_code;

public:
    http_session(Stream stream, http_handler const &handler, server_limits const &limits)
        : stream_{std::move(stream)},
          handler_{handler},
          limits_{limits}
    {
    }

    void start()
    {
        if constexpr (std::same_as<Stream, tls_stream>) {
            rearm();
            stream_.async_handshake(boost::asio::ssl::stream_base::server,
                                    [self = this->shared_from_this()](error_code ec) {
                                        if (!ec) self->read();
                                    });
        } else {
            read();
        }
    }

private:
    void rearm() { boost::beast::get_lowest_layer(stream_).expires_after(limits_.patience); }

    void read()
    {
        parser_.emplace();
        parser_->body_limit(limits_.body);
        parser_->header_limit(limits_.header);
        rearm();
        boost::beast::http::async_read(
            stream_, buffer_, *parser_,
            [self = this->shared_from_this()](error_code ec, std::size_t) { self->received(ec); });
    }

    /// Whether bytes came that are no request, rather than too few of them.
    [[nodiscard]] static bool is_not_http(error_code ec)
    {
        using boost::beast::http::error;
        return ec.category() == make_error_code(error::bad_method).category() && ec != error::end_of_stream &&
               ec != error::partial_message;
    }

    void received(error_code ec)
    {
        if (ec == boost::beast::http::error::body_limit) return answer({.status = 413}, false);
        if (ec == boost::beast::http::error::header_limit) return answer({.status = 431}, false);
        if (is_not_http(ec)) return answer({.status = 400}, false);
        if (!ec) answer(handler_(view()), parser_->get().keep_alive());
    }

    [[nodiscard]] http_request_view view() const
    {
        auto const text = [](auto const &from) { return std::string_view{from.data(), from.size()}; };
        auto const &message = parser_->get();
        http_request_view seen{text(message.method_string()),
                               text(message[boost::beast::http::field::host]),
                               text(message.target()),
                               {},
                               message.body()};
        for (auto const &field : message)
            seen.headers.push_back({text(field.name_string()), text(field.value())});
        return seen;
    }

    void answer(http_answer what, bool keep_alive)
    {
        namespace http = boost::beast::http;
        answer_.emplace(http::int_to_status(what.status), 11, std::move(what.body));
        answer_->set(http::field::content_type, what.content_type);
        answer_->keep_alive(keep_alive);
        answer_->prepare_payload();
        rearm();
        http::async_write(stream_, *answer_,
                          [self = this->shared_from_this(), keep_alive](error_code ec, std::size_t) {
                              if (!ec && keep_alive) return self->read();
                              self->close();
                          });
    }

    /// Ends the connection when the peer does: closing it over bytes that nobody read would destroy the answer.
    void close()
    {
        error_code ignored;
        boost::beast::get_lowest_layer(stream_).socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send,
                                                                  ignored);
        buffer_.clear();
        rearm();
        drain();
    }

    void drain()
    {
        boost::beast::get_lowest_layer(stream_).async_read_some(
            buffer_.prepare(16 * 1024), [self = this->shared_from_this()](error_code ec, std::size_t) {
                if (!ec) self->drain();
            });
    }

    Stream stream_;
    http_handler const &handler_;
    server_limits const &limits_;
    boost::beast::flat_buffer buffer_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    std::optional<boost::beast::http::response<boost::beast::http::string_body>> answer_;
};

using plain_session = http_session<boost::beast::tcp_stream>;
using tls_session = http_session<tls_stream>;

} // namespace tollgate::inline v0::detail

#endif
