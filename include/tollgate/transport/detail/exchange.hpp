// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_EXCHANGE_HPP
#define TOLLGATE_TRANSPORT_DETAIL_EXCHANGE_HPP

#include <tollgate/transport/detail/answer_parser.hpp>
#include <tollgate/transport/detail/connection.hpp>
#include <tollgate/transport/detail/exchange_error.hpp>
#include <tollgate/transport/detail/http_bounds.hpp>
#include <tollgate/transport/detail/http_reading.hpp>
#include <tollgate/transport/detail/http_request.hpp>
#include <tollgate/transport/detail/socket_step.hpp>
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
class exchange final : public socket_step {
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
        : socket_step{of},
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
            if (ec) return fail(classify_broken_exchange(ec), ec);
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
        if (ec) return fail(classify_broken_exchange(ec), ec);
        received();
    }

    void ready(error_code ec) override
    {
        connection_.stream.begin_turn();
        if (ec) return fail(classify_broken_exchange(ec), ec);
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

    [[gnu::cold]] void fail(errc code, error_code cause)
    {
        done_(exchange_error(code, unknown{}, sentence_for(code, connection_.host), cause));
    }

    connection &connection_;
    std::array<std::string_view, 2> unwritten_;
    beast_options const &limits_;
    written written_;
    std::optional<answer_parser> parser_;
    int announcements_ = 0;
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif
