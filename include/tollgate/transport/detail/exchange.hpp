// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_EXCHANGE_HPP
#define TOLLGATE_TRANSPORT_DETAIL_EXCHANGE_HPP

#include <tollgate/transport/detail/connection.hpp>
#include <tollgate/transport/detail/exchange_error.hpp>
#include <tollgate/transport/detail/http_request.hpp>
#include <tollgate/transport/detail/step.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief One request and its answer over an open connection.
 * \details Every error means unknown: the first byte may have reached the gateway. Nothing is written a second time. Not a
 * template: whatever the caller's handlers are, TLS and HTTP are compiled once.
 */
class exchange : public step {
public:
    struct answer {
        wire_response response;
        bool reusable; ///< Whether the connection can carry another exchange.
    };
    using completion = unique_callback<result<answer>>;
    /// Told when the request is written.
    using written = std::function<void()>;

    exchange(step const &of, connection &over, http_request const &request, beast_options const &limits,
             written then, completion done)
        : step{of},
          connection_{over},
          request_{boost::asio::buffer(request.text), boost::asio::buffer(request.rest)},
          limits_{limits},
          written_{std::move(then)},
          done_{std::move(done)}
    {
    }

    void start()
    {
        boost::asio::async_write(connection_.stream, request_, held([this](error_code ec, std::size_t) {
                                     if (ec) return fail(classify_broken_exchange(ec), ec);
                                     written_();
                                     receive();
                                 }));
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

    void receive()
    {
        parser_.emplace();
        parser_->body_limit(limits_.body_limit);
        parser_->header_limit(limits_.header_limit);
        boost::beast::http::async_read(connection_.stream, connection_.buffer, *parser_,
                                       held([this](error_code ec, std::size_t) {
                                           if (!ec) return received();
                                           fail(classify_broken_exchange(ec), ec);
                                       }));
    }

    void received()
    {
        auto &message = parser_->get();
        unsigned const status = message.result_int();
        if (status == 100 || status == 102 || status == 103) {
            // The answer is still to come, but not after an endless prelude.
            if (++announcements_ > most_announcements) return fail(errc::answer_malformed, {});
            return receive();
        }
        if (is_encoded()) return fail(errc::answer_encoded, {});
        bool const reusable = parser_->keep_alive() && status >= 200;
        done_(answer{wire_response{status, std::move(message.body())}, reusable});
    }

    /// Whether the body comes in an encoding that was not asked for, e.g. compressed.
    [[nodiscard]] bool is_encoded() const
    {
        auto const encoding = parser_->get()[boost::beast::http::field::content_encoding];
        return !encoding.empty() && !boost::beast::iequals(encoding, "identity");
    }

    void fail(errc code, error_code cause)
    {
        done_(exchange_error(code, unknown{}, sentence_for(code, connection_.host), cause));
    }

    connection &connection_;
    std::array<boost::asio::const_buffer, 2> request_;
    beast_options const &limits_;
    written written_;
    std::optional<boost::beast::http::response_parser<boost::beast::http::string_body>> parser_;
    int announcements_ = 0;
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif
