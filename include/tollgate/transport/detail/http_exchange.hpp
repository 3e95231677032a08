// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_HTTP_EXCHANGE_HPP
#define TOLLGATE_TRANSPORT_DETAIL_HTTP_EXCHANGE_HPP

#include <tollgate/transport/detail/connection.hpp>
#include <tollgate/transport/detail/exchange_error.hpp>
#include <tollgate/transport/detail/http_bounds.hpp>
#include <tollgate/transport/detail/http_request.hpp>
#include <tollgate/transport/detail/operation_base.hpp>
#include <tollgate/transport/detail/response_parser.hpp>
#include <tollgate/transport/detail/tls_alert.hpp>
#include <tollgate/transport/transport.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief One request and its answer over an open connection.
 * \details Every error means unknown: the first byte may have reached the gateway. Nothing is written a second time. Not a
 * template: whatever the caller's handlers are, TLS and HTTP are compiled once.
 */
class http_exchange final : public socket_operation {
public:
    struct answer {
        wire_response response;
        bool reusable; ///< Whether the connection can carry another exchange.
    };
    using completion = unique_callback<result<answer>>;
    /// Told when the request is written.
    using written = std::function<void()>;

    http_exchange(operation_base const &of, connection &over, http_request const &request,
                  beast_options const &limits, written then, completion done)
        : socket_operation{of},
          connection_{over},
          unwritten_{request.text, request.rest},
          limits_{limits},
          written_{std::move(then)},
          done_{std::move(done)}
    {
    }

    void start()
    {
        connection_.buffer.max_size(limits_.header_limit + most_between_pieces);
        connection_.stream.begin_turn();
        write();
    }

    /// Makes the pending operation fail.
    void stop()
    {
        error_code ignored;
        connection_.socket().close(ignored);
    }

private:
    using error_code = boost::system::error_code;
    static constexpr int most_announcements = 8;

    void write()
    {
        for (std::string_view &left : unwritten_) {
            error_code ec;
            auto const found = connection_.stream.write(left, ec);
            if (found) return wait_for(connection_.socket(), *found);
            if (ec) return fail(why_unwritable(ec));
        }
        written_();
        receive();
    }

    void receive()
    {
        parser_.emplace();
        parser_->eager(true);
        parser_->body_limit(limits_.body_limit);
        parser_->header_limit(limits_.header_limit);
        read();
    }

    void read()
    {
        error_code ec;
        auto const found = read_answer(*parser_, connection_.buffer, ec,
                                       [this](auto &&...into) { return connection_.stream.read(into...); });
        if (found) return wait_for(connection_.socket(), *found);
        if (ec) return fail(ec);
        received();
    }

    void ready(error_code ec) override
    {
        connection_.stream.begin_turn();
        if (ec) return fail(ec);
        if (parser_) return read();
        write();
    }

    void received()
    {
        unsigned const status = parser_->status();
        if (status == 100 || status == 102 || status == 103) {
            // The answer is still to come, but not after an endless prelude.
            if (++announcements_ > most_announcements) return fail(errc::answer_malformed, {});
            return receive();
        }
        if (parser_->is_encoded()) return fail(errc::answer_encoded, {});
        bool const reusable = parser_->keep_alive() && status >= 200;
        done_(answer{wire_response{status, parser_->take_body()}, reusable});
    }

    /// A server that closes says why before: that waits to be read although nothing can be written any more.
    [[nodiscard, gnu::cold]] error_code why_unwritable(error_code ec)
    {
        std::array<char, 1> byte{};
        std::size_t got = 0;
        error_code said;
        connection_.stream.begin_turn();
        static_cast<void>(connection_.stream.read(boost::asio::buffer(byte), got, said));
        return alert_in(said) ? said : ec;
    }

    /**
     * \brief Whether the server ended the handshake, so that it took no byte of the request, although bytes were written.
     * \details In TLS 1.3 a client has finished the handshake before the server has looked at its certificate, and learns
     * the verdict when it reads. A server looks at certificates before it takes a request (RFC 8446, sections 4.4.2.4 and
     * 4.4.4), and asks for one later only of a client that offers it (section 4.6.2), which this one does not. So the alert
     * belongs to the handshake if it asked for a certificate there and has said nothing since: no ticket, no answer.
     */
    [[nodiscard, gnu::cold]] bool ended_the_handshake(int alert) const
    {
        SSL const *const tls = connection_.stream.native_handle();
        bool const is_silent = announcements_ == 0 && !connection_.has_answered &&
                               !connection_.heard.session && connection_.buffer.size() == 0 &&
                               !(parser_ && parser_->got_some());
        return is_silent && SSL_version(tls) == TLS1_3_VERSION && SSL_session_reused(tls) == 0 &&
               refuses_client(tls, alert) && is_about_certificate(alert);
    }

    [[gnu::cold]] void fail(error_code cause)
    {
        auto const alert = alert_in(cause);
        if (!alert) return fail(classify_broken_exchange(cause), cause);
        SSL const *const tls = connection_.stream.native_handle();
        auto const &host = connection_.site;
        if (ended_the_handshake(*alert))
            return done_(error{errc::client_certificate_refused, not_sent{},
                               client_certificate_sentence(tls, host, *alert) +
                                   " It took nothing of the request, for that comes after the handshake."}
                             .with(cause));
        auto const code =
            refuses_client(tls, *alert) ? errc::client_certificate_refused : errc::connection_failed;
        done_(exchange_error(
            code, unknown{},
            host + " ended the TLS connection with the alert `" + name_of_alert(*alert) + '`', cause));
    }
    [[gnu::cold]] void fail(errc code, error_code cause)
    {
        done_(exchange_error(code, unknown{}, sentence_for(code, connection_.site), cause));
    }

    connection &connection_;
    std::array<std::string_view, 2> unwritten_;
    beast_options const &limits_;
    written written_;
    std::optional<response_parser> parser_;
    int announcements_ = 0;
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif
