// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_CLIENT_PROXY_CONNECT_HPP
#define TOLLGATE_IMPL_NET_CLIENT_PROXY_CONNECT_HPP

#include <tollgate/https_options.hpp>
#include <tollgate/impl/net/client/byte_stream.hpp>
#include <tollgate/impl/net/client/response_parser.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::detail {

/// Asks a proxy for a way to a host (RFC 9110, section 9.3.6), step by step.
class proxy_connect {
public:
    using error_code = boost::system::error_code;

    /// \param authority host and port that the proxy is to connect to
    proxy_connect(byte_stream &over, std::string const &authority, http_proxy const &proxy) : stream_{over}
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
    }
    proxy_connect(proxy_connect const &) = delete;
    proxy_connect &operator=(proxy_connect const &) = delete;
    ~proxy_connect() { wipe(request_.data(), request_.size()); }

    /// Goes on as far as the stream allows. With no readiness needed, it is over: with an error, or with an answer.
    [[nodiscard]] needed_readiness resume(error_code &ec)
    {
        while (!unwritten_.empty()) {
            unwritten_.remove_prefix(stream_.write_some(boost::asio::buffer(unwritten_), ec));
            if (is_to_be_repeated(ec)) {
                ec.clear();
                return boost::asio::socket_base::wait_write;
            }
            if (ec) return std::nullopt;
        }
        for (;;) {
            auto const needed = read_http_response(*answer_, buffer_, ec,
                                                   [this](boost::asio::mutable_buffer into, std::size_t &got,
                                                          error_code &why) -> needed_readiness {
                                                       got = stream_.read_some(into, why);
                                                       if (!is_to_be_repeated(why)) return std::nullopt;
                                                       why.clear();
                                                       return boost::asio::socket_base::wait_read;
                                                   });
            if (needed || ec) return needed;
            bool const is_announcement = status() / 100 == 1;
            if (!is_announcement || ++announcements_ > most_announcements) return std::nullopt;
            await_answer();
        }
    }

    /// The answer's HTTP status; 0 if there was none in HTTP.
    [[nodiscard]] unsigned status() const { return answer_->is_header_done() ? answer_->status() : 0; }
    /// Whether the way was opened and something is on it already: the server speaks only after the client's hello.
    [[nodiscard]] bool says_too_much() const { return status() / 100 == 2 && buffer_.size() != 0; }

private:
    static constexpr int most_announcements = 8;

    void await_answer()
    {
        answer_.emplace();
        answer_->skip(true); // no body follows, whatever the header says
        answer_->header_limit(8 * 1024);
    }

    byte_stream &stream_;
    std::string request_;
    std::string_view unwritten_;
    boost::beast::flat_buffer buffer_;
    std::optional<response_parser> answer_;
    int announcements_ = 0;
};

} // namespace tollgate::inline v0::detail

#endif
