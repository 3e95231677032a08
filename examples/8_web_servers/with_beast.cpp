// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Callbacks behind a server on Boost.Beast: a `string_body` is the body as it came. `tollgate::listener` is such a server, with limits on
// time and size besides; this is for a program that has one already.

#include "callbacks.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace http = boost::beast::http;
using boost::asio::ip::tcp;

namespace {

http::response<http::string_body> respond(http::request<http::string_body> const &request)
{
    if (request.method() != http::verb::post || request.target() != "/callbacks/1payment")
        return {http::status::not_found, request.version()};
    std::vector<tollgate::header> headers;
    for (auto const &field : request)
        headers.push_back({field.name_string(), field.value()});
    auto const answer = answer_one_payment(request.body(), headers);
    http::response<http::string_body> response{http::int_to_status(answer.status), request.version(),
                                               answer.body};
    response.set(http::field::content_type, answer.content_type);
    return response;
}

void serve(tcp::socket socket)
{
    boost::system::error_code ec;
    boost::beast::flat_buffer buffer;
    while (!ec) {
        http::request<http::string_body> request;
        http::read(socket, buffer, request, ec);
        if (ec) break;
        auto response = respond(request);
        response.keep_alive(request.keep_alive());
        response.prepare_payload();
        http::write(socket, response, ec);
        if (!response.keep_alive()) break;
    }
    socket.shutdown(tcp::socket::shutdown_send, ec);
}

} // namespace

int main(int count, char **arguments)
{
    auto const port = static_cast<unsigned short>(count > 1 ? std::atoi(arguments[1]) : 8080);
    boost::asio::io_context context;
    tcp::acceptor acceptor{context, {boost::asio::ip::address_v4::loopback(), port}};
    while (true)
        std::thread{serve, acceptor.accept()}.detach();
}
