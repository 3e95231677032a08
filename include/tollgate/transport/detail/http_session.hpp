// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_HTTP_SESSION_HPP
#define TOLLGATE_TRANSPORT_DETAIL_HTTP_SESSION_HPP

#include <tollgate/transport/detail/http_message.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/// What a server knows of its connections.
class server_session : public std::enable_shared_from_this<server_session> {
public:
    server_session() = default;
    server_session(server_session const &) = delete;
    server_session &operator=(server_session const &) = delete;
    virtual ~server_session() = default;

    /// Reads, handles and answers until the connection ends.
    [[nodiscard]] virtual boost::asio::awaitable<void> run() = 0;
    [[nodiscard]] virtual boost::asio::any_io_executor executor() = 0;

    /// Ends it, after the answer if a request is being handled. From any thread.
    void finish()
    {
        boost::asio::dispatch(executor(), [self = shared_from_this()] {
            self->finishing_ = true;
            if (!self->handling_) self->close();
        });
    }
    /// Ends it at once; a handler that waits is cancelled. From any thread.
    void abandon()
    {
        boost::asio::dispatch(executor(), [self = shared_from_this()] {
            self->finishing_ = true;
            self->close();
            self->cancelled_.emit(boost::asio::cancellation_type::terminal);
        });
    }
    [[nodiscard]] boost::asio::cancellation_slot cancellation() { return cancelled_.slot(); }

protected:
    virtual void close() = 0;

    bool handling_ = false;
    bool finishing_ = false;

private:
    boost::asio::cancellation_signal cancelled_;
};

using tls_stream = boost::beast::ssl_stream<boost::beast::tcp_stream>;

template <class Stream>
class http_session final : public server_session {
    using error_code = boost::system::error_code;

public:
    http_session(Stream stream, http_handler const &handler, server_limits const &limits)
        : stream_{std::move(stream)},
          handler_{handler},
          limits_{limits}
    {
    }

    [[nodiscard]] boost::asio::any_io_executor executor() override { return stream_.get_executor(); }

    [[nodiscard]] boost::asio::awaitable<void> run() override
    {
        bool goes_on = co_await shake_hands();
        for (std::size_t left = limits_.requests; goes_on && left != 0; --left)
            goes_on = co_await exchange(left == 1);
        if (answered_) co_await let_go();
    }

private:
    void close() override { boost::beast::get_lowest_layer(stream_).close(); }
    void rearm() { boost::beast::get_lowest_layer(stream_).expires_after(limits_.patience); }
    [[nodiscard]] static auto failing_as(error_code &ec)
    {
        return boost::asio::redirect_error(boost::asio::use_awaitable, ec);
    }

    [[nodiscard]] boost::asio::awaitable<bool> shake_hands()
    {
        error_code ec;
        if constexpr (std::same_as<Stream, tls_stream>) {
            rearm();
            co_await stream_.async_handshake(boost::asio::ssl::stream_base::server, failing_as(ec));
        }
        co_return !ec;
    }

    /// One request and its answer; whether another one may follow.
    [[nodiscard]] boost::asio::awaitable<bool> exchange(bool is_last)
    {
        error_code const unread = co_await read();
        http_answer answer{.status = status_for(unread)};
        bool keeps = false;
        if (!unread) {
            handling_ = true;
            http_request_view const seen = view();
            answer = co_await handler_(seen);
            keeps = parser_->get().keep_alive() && !is_last && !finishing_;
        } else if (answer.status == 0) {
            co_return false;
        }
        answered_ = co_await write(answer, keeps);
        handling_ = false;
        co_return answered_ &&keeps && !finishing_;
    }

    [[nodiscard]] boost::asio::awaitable<error_code> read()
    {
        namespace http = boost::beast::http;
        error_code ec;
        answered_ = false;
        parser_.emplace();
        parser_->body_limit(limits_.body);
        parser_->header_limit(limits_.header);
        rearm();
        co_await http::async_read_header(stream_, buffer_, *parser_, failing_as(ec));
        if (!ec && waits_for_permission()) {
            boost::asio::const_buffer const go_on = boost::asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25);
            co_await boost::asio::async_write(stream_, go_on, failing_as(ec));
        }
        if (!ec) co_await http::async_read(stream_, buffer_, *parser_, failing_as(ec));
        co_return ec;
    }

    /// Some clients send a body only when they are told to, or after a second.
    [[nodiscard]] bool waits_for_permission() const
    {
        namespace http = boost::beast::http;
        return !parser_->is_done() && buffer_.size() == 0 && parser_->get().version() == 11 &&
               boost::beast::iequals(parser_->get()[http::field::expect], "100-continue");
    }

    /// What bytes that cannot be read are answered with; 0 if the connection ended before a request was complete.
    [[nodiscard]] static unsigned status_for(error_code ec)
    {
        using boost::beast::http::error;
        if (ec == error::body_limit) return 413;
        if (ec == error::header_limit) return 431;
        bool const is_about_http = ec.category() == make_error_code(error::bad_method).category();
        return is_about_http && ec != error::end_of_stream && ec != error::partial_message ? 400 : 0;
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

    [[nodiscard]] boost::asio::awaitable<bool> write(http_answer &what, bool keep_alive)
    {
        namespace http = boost::beast::http;
        http::response<http::string_body> answer{http::int_to_status(what.status), 11, std::move(what.body)};
        answer.set(http::field::content_type, what.content_type);
        if (what.status == 405) answer.set(http::field::allow, "POST");
        answer.keep_alive(keep_alive);
        answer.prepare_payload();
        if (what.manner.pieces != 1 || what.manner.written != 1) {
            std::ostringstream text;
            text << answer;
            co_return co_await write_pieces(std::move(text).str(), what.manner);
        }
        error_code ec;
        rearm();
        co_await http::async_write(stream_, answer, failing_as(ec));
        co_return !ec;
    }
    [[nodiscard]] boost::asio::awaitable<bool> write_pieces(std::string text, answer_manner how)
    {
        error_code ec;
        boost::asio::steady_timer pause{stream_.get_executor()};
        for (std::size_t piece = 0; !ec && piece != how.written; ++piece) {
            std::size_t const from = text.size() * piece / how.pieces;
            std::size_t const to = text.size() * (piece + 1) / how.pieces;
            if (piece != 0) {
                pause.expires_after(how.pause);
                co_await pause.async_wait(failing_as(ec));
            }
            rearm();
            if (!ec)
                co_await boost::asio::async_write(stream_, boost::asio::buffer(text.data() + from, to - from),
                                                  failing_as(ec));
        }
        co_return !ec && how.written == how.pieces;
    }

    /// Ends the connection when the peer does: closing it over bytes that nobody read would destroy the answer.
    [[nodiscard]] boost::asio::awaitable<void> let_go()
    {
        auto &tcp = boost::beast::get_lowest_layer(stream_);
        error_code ec;
        tcp.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ec);
        buffer_.clear();
        rearm();
        for (ec.clear(); !ec && !finishing_;)
            co_await tcp.async_read_some(buffer_.prepare(16 * 1024), failing_as(ec));
    }

    Stream stream_;
    http_handler const &handler_;
    server_limits const &limits_;
    bool answered_ = false; // the last thing that happened was an answer
    boost::beast::flat_buffer buffer_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
};

using plain_http_session = http_session<boost::beast::tcp_stream>;
using tls_http_session = http_session<tls_stream>;

} // namespace tollgate::inline v0::detail

#endif
