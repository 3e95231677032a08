// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_HTTP_EXCHANGE_HPP
#define TOLLGATE_IMPL_NET_CLIENT_HTTP_EXCHANGE_HPP

#include <tollgate/detail/net/client/http_request.hpp>
#include <tollgate/impl/net/client/connection.hpp>
#include <tollgate/impl/net/client/exchange_error.hpp>
#include <tollgate/impl/net/client/response_parser.hpp>
#include <tollgate/impl/net/client/tls_alert.hpp>
#include <tollgate/limits.hpp>
#include <tollgate/transport.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief One request and its answer over an open connection, step by step.
 * \details Every error means unknown, but for the one in \ref ended_the_handshake: the first byte may have reached the
 * gateway. Nothing is written a second time.
 */
class http_exchange {
public:
    using error_code = boost::system::error_code;
    struct answer {
        wire_response response;
        bool reusable; ///< Whether the connection can carry another exchange.
    };
    /// Told when the request is written.
    using written_handler = std::function<void()>;

    http_exchange(tls_channel &over, http_request const &request, https_options const &limits,
                  written_handler then)
        : channel_{over},
          unwritten_{request.text, request.rest},
          limits_{limits},
          on_written_{std::move(then)}
    {
        channel_.buffer.max_size(limits_.header_limit + most_between_pieces);
    }

    /// Goes on as far as the connection allows. With no readiness needed, it is over: \ref take_result.
    /// \param ec the error of waiting, if there was one
    [[nodiscard]] needed_readiness resume(error_code ec)
    {
        channel_.stream.begin_iteration();
        if (ec) return fail(ec);
        if (!parser_) {
            for (std::string_view &left : unwritten_) {
                if (auto const needed = channel_.stream.write(left, ec)) return needed;
                if (ec) return fail(why_unwritable(ec));
            }
            on_written_();
            await_answer();
            // An answer takes longer than writing did: to look for it at once is a system call for nothing.
            if (!channel_.stream.has_pending()) return boost::asio::socket_base::wait_read;
        }
        return read();
    }

    [[nodiscard]] result<answer> take_result() { return *std::move(result_); }

private:
    static constexpr int most_announcements = 8;

    void await_answer()
    {
        parser_.emplace();
        parser_->eager(true);
        parser_->body_limit(limits_.body_limit);
        parser_->header_limit(limits_.header_limit);
    }

    [[nodiscard]] needed_readiness read()
    {
        for (;;) {
            error_code ec;
            auto const needed = read_http_response(*parser_, channel_.buffer, ec, [this](auto &&...into) {
                return channel_.stream.read(into...);
            });
            if (needed) return needed;
            if (ec) return fail(ec);
            unsigned const status = parser_->status();
            if (status != 100 && status != 102 && status != 103) return received(status);
            // The answer is still to come, but not after an endless prelude.
            if (++announcements_ > most_announcements) return fail(errc::answer_malformed, {});
            await_answer();
        }
    }

    needed_readiness received(unsigned status)
    {
        if (parser_->is_encoded()) return fail(errc::answer_encoded, {});
        bool const reusable = parser_->keep_alive() && status >= 200;
        return finish(answer{wire_response{status, parser_->take_body(), parser_->take_headers()}, reusable});
    }

    /// A server that closes says why before: that waits to be read although nothing can be written any more.
    [[nodiscard, gnu::cold]] error_code why_unwritable(error_code ec)
    {
        std::array<char, 1> byte{};
        std::size_t got = 0;
        error_code said;
        channel_.stream.begin_iteration();
        static_cast<void>(channel_.stream.read(boost::asio::buffer(byte), got, said));
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
        SSL const *const tls = channel_.stream.native_handle();
        bool const is_silent = announcements_ == 0 && !channel_.has_answered && !channel_.notices.session &&
                               channel_.buffer.size() == 0 && !(parser_ && parser_->got_some());
        return is_silent && SSL_version(tls) == TLS1_3_VERSION && SSL_session_reused(tls) == 0 &&
               refuses_client(tls, alert) && is_about_certificate(alert);
    }

    [[gnu::cold]] needed_readiness fail(error_code cause)
    {
        auto const alert = alert_in(cause);
        if (!alert) return fail(classify_broken_exchange(cause), cause);
        SSL const *const tls = channel_.stream.native_handle();
        auto const &host = channel_.host;
        if (ended_the_handshake(*alert))
            return finish(error{errc::client_certificate_refused, not_sent{},
                                client_certificate_sentence(tls, host, *alert) +
                                    " It took nothing of the request, for that comes after the handshake."}
                              .with(cause));
        auto const code =
            refuses_client(tls, *alert) ? errc::client_certificate_refused : errc::connection_failed;
        return finish(exchange_error(
            code, unknown{},
            host + " ended the TLS connection with the alert `" + name_of_alert(*alert) + '`', cause));
    }
    [[gnu::cold]] needed_readiness fail(errc code, error_code cause)
    {
        return finish(exchange_error(code, unknown{}, sentence_for(code, channel_.host), cause));
    }
    needed_readiness finish(result<answer> how)
    {
        result_.emplace(std::move(how));
        return std::nullopt;
    }

    tls_channel &channel_;
    std::array<std::string_view, 2> unwritten_;
    https_options const &limits_;
    written_handler on_written_;
    std::optional<response_parser> parser_;
    int announcements_ = 0;
    std::optional<result<answer>> result_;
};

} // namespace tollgate::inline v0::detail

#endif
