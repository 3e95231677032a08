// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_SERVER_HTTP_CONNECTION_HPP
#define TOLLGATE_IMPL_NET_SERVER_HTTP_CONNECTION_HPP

#include <tollgate/detail/net/http_status.hpp>
#include <tollgate/detail/net/lazy_timer.hpp>
#include <tollgate/detail/net/server/http_message.hpp>
#include <tollgate/detail/saturating_time.hpp>
#include <tollgate/limits.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

// Included by the server's .ipp files alone.
namespace tollgate::inline v0::detail {

/// A connection of a server, whatever it is made of.
class http_connection : public std::enable_shared_from_this<http_connection> {
public:
    http_connection() = default;
    http_connection(http_connection const &) = delete;
    http_connection &operator=(http_connection const &) = delete;
    virtual ~http_connection() = default;

    /// Reads, handles and answers until the connection ends.
    [[nodiscard]] virtual boost::asio::awaitable<void> run() = 0;
    [[nodiscard]] virtual boost::asio::any_io_executor executor() = 0;

    /// Ends it, after the answer if a request is being handled. From any thread.
    void finish()
    {
        boost::asio::dispatch(executor(), [self = shared_from_this()] {
            self->finishing_ = true;
            if (!self->handling_) self->read_no_more();
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
    /// What is being read comes to its end; what is written, goes on.
    virtual void read_no_more() = 0;
    virtual void close() = 0;

    bool handling_ = false;
    bool finishing_ = false;

private:
    boost::asio::cancellation_signal cancelled_;
};

using tcp_stream = boost::asio::ip::tcp::socket;
using tls_stream = boost::asio::ssl::stream<tcp_stream>;

template <class Stream>
class basic_http_connection final : public http_connection, private answer_sink {
    using error_code = boost::system::error_code;
    using clock = std::chrono::steady_clock;

public:
    basic_http_connection(Stream stream, http_handler const &handler, server_limits const &limits,
                          unhandled_bytes_observer const &unhandled)
        : stream_{std::move(stream)},
          handler_{handler},
          limits_{limits},
          unhandled_{unhandled}
    {
        error_code ignored;
        seen_.peer = socket().remote_endpoint(ignored);
    }

    [[nodiscard]] boost::asio::any_io_executor executor() override { return stream_.get_executor(); }

    [[nodiscard]] boost::asio::awaitable<void> run() override
    {
        timeout_.emplace(executor(), executor(), weak_from_this(), [this] { run_out_of_timeout(); });
        try {
            co_await serve();
        } catch (...) { // the end of the grace
        }
        timeout_->stop();
    }

private:
    [[nodiscard]] boost::asio::awaitable<void> serve()
    {
        bool goes_on = co_await shake_hands();
        if (!goes_on) co_return;
        for (std::size_t left = limits_.requests; goes_on && left != 0; --left)
            goes_on = co_await exchange(left == 1);
        if (breaks_off_) co_return;
        co_await send_close_notify();
        if (answered_) co_await wait_for_peer_to_close();
    }

    /// Whoever is late with a request is told so in TLS; whoever does not read is not waited for again.
    void run_out_of_timeout()
    {
        if (!reading_ || std::exchange(late_, true)) return close();
        read_no_more();
        rearm();
    }
    void read_no_more() override
    {
        error_code ignored;
        socket().shutdown(tcp_stream::shutdown_receive, ignored);
    }
    void close() override
    {
        error_code ignored;
        socket().close(ignored);
    }
    [[nodiscard]] tcp_stream &socket() { return boost::beast::get_lowest_layer(stream_); }
    void rearm() { timeout_->set(later(clock::now(), limits_.timeout)); }
    [[nodiscard]] static auto failing_as(error_code &ec)
    {
        return boost::asio::redirect_error(boost::asio::use_awaitable, ec);
    }

    [[nodiscard]] boost::asio::awaitable<bool> shake_hands()
    {
        error_code ec;
        if constexpr (std::same_as<Stream, tls_stream>) {
            rearm();
            reading_ = true;
            co_await stream_.async_handshake(boost::asio::ssl::stream_base::server, failing_as(ec));
            reading_ = false;
            // A peer that goes without a word only looked whether the port is open.
            bool const was_silent = ec == boost::asio::ssl::error::stream_truncated &&
                                    SSL_get_state(stream_.native_handle()) == TLS_ST_BEFORE;
            if (ec && !was_silent && !finishing_)
                tell_unhandled(unhandled_bytes::kind::handshake_failed, 0, ec);
        }
        co_return !ec;
    }

    void tell_unhandled(unhandled_bytes::kind what, unsigned status, error_code cause)
    {
        if (!unhandled_) return;
        unhandled_bytes told{.what = what, .status = status, .peer = seen_.peer, .cause = cause};
        if (parser_) { // as much as was read
            told.method = text_of(parser_->get().method_string());
            told.target = text_of(parser_->get().target());
        }
        tell(unhandled_, told);
    }

    /// One request and its answer; whether another one may follow.
    [[nodiscard]] boost::asio::awaitable<bool> exchange(bool is_last)
    {
        reading_ = true;
        error_code const unread = co_await read();
        reading_ = false;
        http_answer answer{.status = status_for(unread)};
        if (unread && (answer.status != 0 || parser_->got_some()) && !finishing_)
            tell_unhandled(kind_of(answer.status), answer.status, unread);
        bool keeps = false;
        if (!unread) {
            handling_ = true;
            is_head_ = parser_->get().method() == boost::beast::http::verb::head;
            timeout_->set(clock::time_point::max());
            http_reply reply = handler_(view());
            if (auto *const later = std::get_if<boost::asio::awaitable<http_answer>>(&reply))
                answer = co_await std::move(*later);
            else
                answer = std::get<http_answer>(std::move(reply));
            keeps = parser_->get().keep_alive() && !is_last && !finishing_;
        } else if (answer.status == 0) {
            co_return false;
        } else {
            is_head_ = false;
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
        if (!ec) read_on(ec);
        if (!ec && !parser_->is_done()) co_await http::async_read(stream_, buffer_, *parser_, failing_as(ec));
        co_return ec;
    }

    /// The body, or as much of it as came with the header.
    void read_on(error_code &ec)
    {
        using boost::beast::http::error;
        if (parser_->is_done() || buffer_.size() == 0) return;
        parser_->eager(true);
        buffer_.consume(parser_->put(buffer_.data(), ec));
        if (ec == error::need_more) ec.clear();
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

    [[nodiscard]] static unhandled_bytes::kind kind_of(unsigned status)
    {
        using enum unhandled_bytes::kind;
        switch (status) {
        case 0: return connection_ended;
        case 413: return body_too_large;
        case 431: return header_too_large;
        default: return malformed;
        }
    }

    [[nodiscard]] static std::string_view text_of(auto const &from) { return {from.data(), from.size()}; }

    [[nodiscard]] http_request_view const &view()
    {
        auto const &message = parser_->get();
        seen_.method = text_of(message.method_string());
        seen_.host = text_of(message[boost::beast::http::field::host]);
        seen_.target = text_of(message.target());
        seen_.headers.clear();
        for (auto const &field : message)
            seen_.headers.push_back({text_of(field.name_string()), text_of(field.value())});
        seen_.body = message.body();
        return seen_;
    }

    [[nodiscard]] boost::asio::awaitable<bool> write(std::string_view bytes) override
    {
        error_code ec;
        rearm();
        co_await boost::asio::async_write(stream_, boost::asio::buffer(bytes), failing_as(ec));
        co_return !ec;
    }
    [[nodiscard]] boost::asio::awaitable<bool> write(http_answer const &what, bool keep_alive)
    {
        put(what, keep_alive);
        if (!what.write_by) co_return co_await write(written_);
        breaks_off_ = !co_await what.write_by(*this, written_);
        co_return !breaks_off_;
    }

    /// The answer's bytes, to go out in one piece.
    void put(http_answer const &what, bool keep_alive)
    {
        auto const reason =
            boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(what.status));
        auto const add = [this](auto const &...texts) { (written_.append(texts), ...); };
        written_.clear();
        add("HTTP/1.1 ", std::to_string(what.status), " ", std::string_view{reason.data(), reason.size()},
            "\r\n");
        for (owned_header const &each : what.headers)
            add(each.name, ": ", each.value, "\r\n");
        if (!keep_alive) add("Connection: close\r\n");
        if (has_content(what.status)) {
            if (!what.content_type.empty()) add("Content-Type: ", what.content_type, "\r\n");
            add("Content-Length: ", std::to_string(what.body.size()), "\r\n\r\n");
            if (!is_head_) add(what.body);
        } else {
            add(what.status == 205 ? "Content-Length: 0\r\n\r\n" : "\r\n");
        }
    }

    /// Says that nothing more comes: an end that is not announced in TLS (RFC 8446, section 6.1) is a failure to strict peers.
    [[nodiscard]] boost::asio::awaitable<void> send_close_notify()
    {
        if constexpr (std::same_as<Stream, tls_stream>) {
            error_code ec;
            std::string const notice = closing_notice();
            rearm();
            co_await boost::asio::async_write(socket(), boost::asio::buffer(notice), failing_as(ec));
        }
        error_code ignored;
        socket().shutdown(tcp_stream::shutdown_send, ignored);
    }

    /// TLS's close_notify, encrypted. Asio's own way would wait for the peer's, and keep from the socket's end until then.
    [[nodiscard]] std::string closing_notice()
    {
        SSL *const tls = stream_.native_handle();
        BIO *const aside = BIO_new(BIO_s_mem());
        if (aside == nullptr) return {};
        SSL_set0_wbio(tls, aside); // the connection's: it is freed with it
        SSL_shutdown(tls);
        char *bytes = nullptr;
        long const size = BIO_get_mem_data(aside, &bytes);
        return {bytes, static_cast<std::size_t>(size)};
    }

    /// Ends the connection when the peer does: closing it over bytes that nobody read would destroy the answer.
    [[nodiscard]] boost::asio::awaitable<void> wait_for_peer_to_close()
    {
        error_code ec;
        buffer_.clear();
        rearm();
        for (ec.clear(); !ec && !finishing_;)
            co_await socket().async_read_some(buffer_.prepare(16 * 1024), failing_as(ec));
    }

    Stream stream_;
    http_handler const &handler_;
    server_limits const limits_; ///< Its own: its timer may go on when the acceptor is gone.
    unhandled_bytes_observer const &unhandled_;
    bool answered_ = false;   // the last thing that happened was an answer
    bool reading_ = false;    // and writing nothing
    bool late_ = false;       // its timeout is over; what it still does must not take long
    bool is_head_ = false;    // the answer has no body, whatever it says
    bool breaks_off_ = false; // without an answer
    boost::beast::flat_buffer buffer_{limits_.header + most_between_pieces};
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    http_request_view seen_{};
    std::string written_;
    std::optional<lazy_timer<boost::asio::any_io_executor>> timeout_; ///< For what is being read or written.
};

using plain_http_connection = basic_http_connection<tcp_stream>;
using tls_http_connection = basic_http_connection<tls_stream>;

} // namespace tollgate::inline v0::detail

#endif
