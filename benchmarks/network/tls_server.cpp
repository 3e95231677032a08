// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// A gateway that costs as little as it can: it answers every request on every connection with the same bytes.

#include <tollgate/sandbox/certificates.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <memory>
#include <options.hpp>
#include <servers.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

std::string const answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                           std::to_string(std::string_view{benchmarks::answer_body}.size()) + "\r\n\r\n" +
                           benchmarks::answer_body;

/// Requests of this benchmark are GETs: each ends with an empty line.
class session : public std::enable_shared_from_this<session> {
public:
    session(tcp::socket socket, asio::ssl::context &context) : stream_{std::move(socket), context} {}

    void start()
    {
        stream_.next_layer().set_option(tcp::no_delay{true});
        stream_.async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](error_code ec) {
            if (!ec) self->read();
        });
    }

private:
    void read()
    {
        stream_.async_read_some(
            asio::buffer(input_) + held_, [self = shared_from_this()](error_code ec, std::size_t count) {
                if (ec) return;
                self->held_ += count;
                if (std::string_view{self->input_.data(), self->held_}.ends_with("\r\n\r\n"))
                    self->reply();
                else
                    self->read();
            });
    }
    void reply()
    {
        held_ = 0;
        asio::async_write(stream_, asio::buffer(answer),
                          [self = shared_from_this()](error_code ec, std::size_t) {
                              if (!ec) self->read();
                          });
    }

    asio::ssl::stream<tcp::socket> stream_;
    std::array<char, 4096> input_;
    std::size_t held_ = 0;
};

void accept(tcp::acceptor &from, asio::ssl::context &context)
{
    from.async_accept([&](error_code ec, tcp::socket socket) {
        if (!ec) std::make_shared<session>(std::move(socket), context)->start();
        accept(from, context);
    });
}

} // namespace

namespace benchmarks {

void serve_tls(reporter const &ready)
{
    tollgate::sandbox::authority const authority;
    auto const identity = authority.issue(host);
    asio::ssl::context context{asio::ssl::context::tls_server};
    context.use_certificate_chain(asio::buffer(identity.certificate_pem));
    context.use_private_key(asio::buffer(identity.private_key_pem), asio::ssl::context::pem);

    asio::io_context io{1};
    tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
    accept(acceptor, context);
    ready(std::to_string(acceptor.local_endpoint().port()) + "\n" + authority.certificate_pem());
    io.run();
}

} // namespace benchmarks
