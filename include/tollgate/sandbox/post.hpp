// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_POST_HPP
#define TOLLGATE_SANDBOX_POST_HPP

#include <tollgate/transport/transport.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::sandbox {

/// `http://host:port/path`, taken apart.
struct http_address {
    std::string host;
    std::string port;
    std::string path;

    [[nodiscard]] static http_address from(std::string_view url)
    {
        constexpr std::string_view scheme = "http://";
        if (url.starts_with(scheme)) url.remove_prefix(scheme.size());
        std::string_view const authority = url.substr(0, url.find('/'));
        std::size_t const colon = authority.find(':', authority.starts_with('[') ? authority.find(']') : 0);
        std::string_view host = authority.substr(0, colon);
        if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
        return {.host = std::string{host},
                .port = colon == authority.npos ? "80" : std::string{authority.substr(colon + 1)},
                .path = authority.size() == url.size() ? "/" : std::string{url.substr(authority.size())}};
    }
};

/// Posts a JSON body over plain HTTP, as a gateway would through the merchant's web server.
/// \param patience for each of connecting, sending and waiting for the answer
[[nodiscard]] inline result<wire_response>
post_callback(std::string_view url, std::string const &body,
              std::chrono::steady_clock::duration patience = std::chrono::seconds{30})
{
    namespace http = boost::beast::http;
    http_address const to = http_address::from(url);
    boost::system::error_code ec;
    boost::asio::io_context io;
    boost::beast::tcp_stream stream{io};
    boost::asio::ip::tcp::resolver resolver{io};
    auto const step = [&](auto begin) {
        if (ec) return;
        stream.expires_after(patience);
        begin([&ec](boost::system::error_code failed, auto &&...) { ec = failed; });
        io.restart();
        io.run();
    };
    auto const where = resolver.resolve(to.host, to.port, ec);
    step([&](auto done) { stream.async_connect(where, done); });
    if (ec)
        return error{errc::connect_failed, not_sent{},
                     "Nobody listens at the address for callbacks; start the listener."}
            .with(ec)
            .without_outcome();
    http::request<http::string_body> request{http::verb::post, to.path, 11, body};
    request.set(http::field::host, to.host);
    request.set(http::field::content_type, "application/json");
    request.prepare_payload();
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> answer;
    step([&](auto done) { http::async_write(stream, request, done); });
    step([&](auto done) { http::async_read(stream, buffer, answer, done); });
    if (ec)
        return error{errc::connection_failed, unknown{}, "The merchant's server did not answer the callback."}
            .with(ec)
            .without_outcome();
    return wire_response{answer.result_int(), std::move(answer.body())};
}

} // namespace tollgate::inline v0::sandbox

#endif
