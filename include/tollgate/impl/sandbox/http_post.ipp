// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_HTTP_POST_IPP
#define TOLLGATE_IMPL_SANDBOX_HTTP_POST_IPP

#include <tollgate/detail/format/authority.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/detail/net/client/http_request.hpp>
#include <tollgate/sandbox/http_post.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <utility>

namespace tollgate::inline v0::sandbox {

result<http_address> http_address::from(std::string_view url)
{
    auto const unfit = [](std::string const &what) {
        return error{errc::invalid_address, not_sent{},
                     "The address for callbacks " + what +
                         "; write it as `http://host:port/path`, as `listener::url` does."}
            .without_outcome();
    };
    std::string_view rest = url.substr(0, url.find('#'));
    std::string_view named = "http";
    if (auto const colon = rest.find("://"); colon < rest.find_first_of("/?[@.")) {
        named = rest.substr(0, colon);
        rest.remove_prefix(colon + 3);
    }
    bool const is_plain = equal_ignoring_case(named, "http");
    if (!is_plain && !equal_ignoring_case(named, "https")) return unfit("begins with another scheme");
    std::string_view const who = rest.substr(0, rest.find_first_of("/?"));
    std::string_view const path = rest.substr(who.size());
    if (who.find('@') != who.npos) return unfit("holds a name or a password in front of its host");
    auto const to = tollgate::detail::read_authority(who, is_plain ? 80 : 443);
    if (!to) return unfit("has no host, or no port from 1 to 65535, where they should be");
    if (!tollgate::detail::stays_in_its_place(path, false))
        return unfit("holds a space or a control character; write it percent-encoded");
    return http_address{.scheme = is_plain ? "http" : "https",
                        .host = to->host,
                        .port = std::to_string(to->port),
                        .authority = to->text(is_plain ? 80 : 443),
                        .path = (path.starts_with('/') ? "" : "/") + std::string{path}};
}

result<http_address> callback_address(std::string_view url)
{
    auto address = http_address::from(url);
    if (address && address->scheme != "http")
        return error{
            errc::invalid_address, not_sent{},
            "The sandbox posts callbacks over plain HTTP and cannot reach an address of HTTPS; let the "
            "listener speak plain HTTP on loopback, and give its address."}
            .without_outcome();
    return address;
}

result<wire_response> post_callback(std::string_view url, std::string const &body,
                                    std::chrono::steady_clock::duration timeout,
                                    std::string_view content_type, std::span<owned_header const> headers)
{
    namespace http = boost::beast::http;
    auto const address = callback_address(url);
    if (!address) return address.error();
    http_address const &to = *address;
    boost::system::error_code ec;
    boost::asio::io_context io;
    boost::beast::tcp_stream stream{io};
    boost::asio::ip::tcp::resolver resolver{io};
    auto const step = [&](auto begin) {
        if (ec) return;
        stream.expires_after(timeout);
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
    request.set(http::field::host, to.authority);
    request.set(http::field::content_type, content_type);
    for (owned_header const &each : headers)
        request.set(each.name, each.value);
    request.prepare_payload();
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> answer;
    step([&](auto done) { http::async_write(stream, request, done); });
    step([&](auto done) { http::async_read(stream, buffer, answer, done); });
    if (ec)
        return error{errc::connection_failed, unknown{}, "The merchant's server did not answer the callback."}
            .with(ec)
            .without_outcome();
    wire_response made{answer.result_int(), std::move(answer.body())};
    for (auto const &each : answer)
        made.headers.push_back({std::string{each.name_string()}, std::string{each.value()}});
    return made;
}

} // namespace tollgate::inline v0::sandbox

#endif
