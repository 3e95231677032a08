// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_PROXY_CONNECT_HPP
#define TOLLGATE_TRANSPORT_DETAIL_PROXY_CONNECT_HPP

#include <tollgate/transport/beast_options.hpp>
#include <tollgate/transport/detail/operation_base.hpp>
#include <tollgate/transport/detail/response_parser.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/// Asks a proxy for a way to a host (RFC 9110, section 9.3.6).
class proxy_connect final : public socket_operation {
public:
    /// What the proxy said.
    struct answer {
        unsigned status = 0;        ///< 0 if it said nothing in HTTP.
        bool says_too_much = false; ///< It opened the way, and something is on it already.
    };
    using completion = unique_callback<boost::system::error_code, answer>;

    proxy_connect(operation_base const &of, boost::asio::ip::tcp::socket &over, completion done)
        : socket_operation{of},
          socket_{over},
          done_{std::move(done)}
    {
    }

    proxy_connect(proxy_connect const &) = delete;
    proxy_connect &operator=(proxy_connect const &) = delete;
    ~proxy_connect() { wipe(request_.data(), request_.size()); }

    void start(std::string const &authority, http_proxy const &proxy)
    {
        std::string_view const secret =
            proxy.authorization ? secret_access::text(*proxy.authorization) : std::string_view{};
        // All at once: a text that grows leaves its old bytes behind.
        request_.reserve(2 * authority.size() + secret.size() + 64);
        request_.append("CONNECT ").append(authority).append(" HTTP/1.1\r\nHost: ").append(authority);
        if (!secret.empty()) request_.append("\r\nProxy-Authorization: ").append(secret);
        request_.append("\r\n\r\n");
        unwritten_ = request_;
        await_answer();
        write();
    }

private:
    using error_code = boost::system::error_code;
    static constexpr int most_announcements = 8;

    void write()
    {
        error_code ec;
        while (!unwritten_.empty()) {
            unwritten_.remove_prefix(socket_.write_some(boost::asio::buffer(unwritten_), ec));
            if (is_busy(ec)) return wait_for(socket_, boost::asio::socket_base::wait_write);
            if (ec) return done_(ec, {});
        }
        read();
    }

    void await_answer()
    {
        answer_.emplace();
        answer_->skip(true); // no body follows, whatever the header says
        answer_->header_limit(8 * 1024);
    }

    void read()
    {
        error_code ec;
        auto const found = read_answer(
            *answer_, buffer_, ec,
            [this](boost::asio::mutable_buffer into, std::size_t &got, error_code &why) -> obstacle {
                got = socket_.read_some(into, why);
                if (!is_busy(why)) return std::nullopt;
                return boost::asio::socket_base::wait_read;
            });
        if (found) return wait_for(socket_, *found);
        if (ec) return done_(ec, {});
        unsigned const status = answer_->status();
        if (status / 100 == 1 && ++announcements_ <= most_announcements) { // the answer is still to come
            await_answer();
            return read();
        }
        // The server speaks only after the client's hello. A refusal may have a page, which nobody reads.
        done_(ec, {.status = status, .says_too_much = status / 100 == 2 && buffer_.size() != 0});
    }

    void ready(error_code ec) override
    {
        if (ec) return done_(ec, {});
        if (unwritten_.empty()) return read();
        write();
    }

    [[nodiscard]] static bool is_busy(error_code ec)
    {
        return ec == boost::asio::error::would_block || ec == boost::asio::error::try_again;
    }

    boost::asio::ip::tcp::socket &socket_;
    std::string request_;
    std::string_view unwritten_;
    boost::beast::flat_buffer buffer_;
    std::optional<response_parser> answer_;
    int announcements_ = 0;
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif
