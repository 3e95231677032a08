// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// By hand: a Beast server that reads a request within limits and a time, and answers 200 whatever it is.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <servers.hpp>
#include <string>
#include <utility>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

class session : public std::enable_shared_from_this<session> {
public:
    explicit session(tcp::socket socket) : stream_{std::move(socket)} {}

    void read()
    {
        parser_.emplace();
        parser_->body_limit(1024 * 1024);
        parser_->header_limit(16 * 1024);
        stream_.expires_after(std::chrono::seconds{30});
        http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code ec, std::size_t) {
            if (!ec) self->answer(self->parser_->get().keep_alive());
        });
    }

private:
    void answer(bool keep_alive)
    {
        answer_.emplace(http::status::ok, 11, R"({"result":"ok"})");
        answer_->set(http::field::content_type, "application/json");
        answer_->keep_alive(keep_alive);
        answer_->prepare_payload();
        http::async_write(stream_, *answer_,
                          [self = shared_from_this(), keep_alive](error_code ec, std::size_t) {
                              if (!ec && keep_alive) self->read();
                          });
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<http::response<http::string_body>> answer_;
};

void accept(tcp::acceptor &from)
{
    from.async_accept([&from](error_code ec, tcp::socket socket) {
        if (!ec) std::make_shared<session>(std::move(socket))->read();
        accept(from);
    });
}

} // namespace

void benchmarks::serve_with_beast(reporter const &ready)
{
    asio::io_context io{1};
    tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
    accept(acceptor);
    ready(std::to_string(acceptor.local_endpoint().port()));
    io.run();
}
