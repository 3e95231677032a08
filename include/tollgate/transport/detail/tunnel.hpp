// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_TUNNEL_HPP
#define TOLLGATE_TRANSPORT_DETAIL_TUNNEL_HPP

#include <tollgate/transport/beast_options.hpp>
#include <tollgate/transport/detail/step.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

/// Asks a proxy for a way to a host (RFC 9110, section 9.3.6).
class tunnel : public step {
public:
    /// The proxy's status, 0 if it could not be understood.
    using completion = unique_callback<boost::system::error_code, unsigned>;

    tunnel(step const &of, boost::asio::ip::tcp::socket &over, completion done)
        : step{of},
          socket_{over},
          done_{std::move(done)}
    {
        answer_.skip(true); // no body follows, whatever the header says
        answer_.header_limit(8 * 1024);
    }

    tunnel(tunnel const &) = delete;
    tunnel &operator=(tunnel const &) = delete;
    ~tunnel() { wipe(request_.data(), request_.size()); }

    void start(std::string const &authority, http_proxy const &proxy)
    {
        std::string_view const secret =
            proxy.authorization ? secret_access::text(*proxy.authorization) : std::string_view{};
        // All at once: a text that grows leaves its old bytes behind.
        request_.reserve(2 * authority.size() + secret.size() + 64);
        request_.append("CONNECT ").append(authority).append(" HTTP/1.1\r\nHost: ").append(authority);
        if (!secret.empty()) request_.append("\r\nProxy-Authorization: ").append(secret);
        request_.append("\r\n\r\n");
        boost::asio::async_write(socket_, boost::asio::buffer(request_),
                                 held([this](boost::system::error_code ec, std::size_t) {
                                     if (ec) return done_(ec, 0);
                                     read();
                                 }));
    }

private:
    void read()
    {
        boost::beast::http::async_read_header(socket_, buffer_, answer_,
                                              held([this](boost::system::error_code ec, std::size_t) {
                                                  // The server speaks only after the client's hello.
                                                  bool const clean = !ec && buffer_.size() == 0;
                                                  done_(ec, clean ? answer_.get().result_int() : 0);
                                              }));
    }

    boost::asio::ip::tcp::socket &socket_;
    std::string request_;
    boost::beast::flat_buffer buffer_;
    boost::beast::http::response_parser<boost::beast::http::empty_body> answer_;
    completion done_;
};

} // namespace tollgate::inline v0::detail

#endif
