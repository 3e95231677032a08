// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The same bytes by hand: Beast, one deadline for each exchange, the server's name sent and its certificate verified.

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <options.hpp>
#include <senders.hpp>
#include <string>
#include <vector>

namespace benchmarks {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

void check(error_code ec)
{
    if (ec) require(false, "Beast: " + ec.message());
}

http::request<http::empty_body> request_for(std::string const &target)
{
    http::request<http::empty_body> request{http::verb::get, target, 11};
    request.set(http::field::user_agent, "by hand/1.0");
    request.set(http::field::accept, "application/json");
    request.set(http::field::host, host);
    request.set(http::field::accept_encoding, "identity");
    return request;
}

/// One connection, and one exchange after the other on it.
class connection : public std::enable_shared_from_this<connection> {
public:
    connection(asio::io_context &io, asio::ssl::context &tls, server const &at, std::string const &target)
        : stream_{io, tls},
          at_{asio::ip::address_v4::loopback(), at.port},
          target_{target}
    {
    }

    /// Calls `done` when the answer is there.
    void exchange(std::function<void()> done)
    {
        done_ = std::move(done);
        lowest().expires_after(std::chrono::seconds{30});
        if (open_) return write();
        lowest().async_connect(at_, [self = shared_from_this()](error_code ec) {
            check(ec);
            self->shake_hands();
        });
    }

private:
    beast::tcp_stream &lowest() { return beast::get_lowest_layer(stream_); }

    void shake_hands()
    {
        lowest().socket().set_option(tcp::no_delay{true});
        require(SSL_set_tlsext_host_name(stream_.native_handle(), host) == 1, "Beast: no SNI");
        stream_.set_verify_mode(asio::ssl::verify_peer);
        stream_.set_verify_callback(asio::ssl::host_name_verification{host});
        stream_.async_handshake(asio::ssl::stream_base::client, [self = shared_from_this()](error_code ec) {
            check(ec);
            self->open_ = true;
            self->write();
        });
    }
    void write()
    {
        request_ = request_for(target_);
        http::async_write(stream_, request_, [self = shared_from_this()](error_code ec, std::size_t) {
            check(ec);
            self->read();
        });
    }
    void read()
    {
        parser_.emplace();
        parser_->body_limit(1024 * 1024);
        http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code ec, std::size_t) {
            check(ec);
            require(self->parser_->get().result_int() == 200 && self->parser_->get().body() == answer_body,
                    "Beast: another answer");
            self->lowest().expires_never();
            auto const done = std::move(self->done_);
            done();
        });
    }

    beast::ssl_stream<beast::tcp_stream> stream_;
    tcp::endpoint at_;
    std::string target_;
    beast::flat_buffer buffer_;
    http::request<http::empty_body> request_;
    std::optional<http::response_parser<http::string_body>> parser_;
    std::function<void()> done_;
    bool open_ = false;
};

asio::ssl::context context_for(server const &at)
{
    asio::ssl::context tls{asio::ssl::context::tls_client};
    tls.add_certificate_authority(asio::buffer(at.ca_pem));
    return tls;
}

struct one_connection {
    explicit one_connection(server const &at, std::string const &target)
        : tls{context_for(at)},
          over{std::make_shared<connection>(io, tls, at, target)}
    {
    }
    asio::io_context io{1};
    asio::ssl::context tls;
    std::shared_ptr<connection> over;
};

struct flight {
    std::size_t to_start;
    std::size_t answered = 0;

    void next(std::shared_ptr<connection> const &over)
    {
        if (to_start == 0) return;
        --to_start;
        over->exchange([this, over] {
            ++answered;
            next(over);
        });
    }
};

} // namespace

sender beast_sender(server const &at, std::string const &target)
{
    return [held = std::make_shared<one_connection>(at, target)] {
        bool answered = false;
        held->over->exchange([&answered] { answered = true; });
        held->io.restart();
        while (!answered)
            held->io.run_one();
    };
}

volley beast_volley(server const &at, std::string const &target)
{
    return [at, target](std::size_t outstanding, std::size_t total, std::function<void()> const &in_flight) {
        asio::io_context io{1};
        auto tls = context_for(at);
        flight all{total};
        for (std::size_t i = 0; i != outstanding; ++i)
            all.next(std::make_shared<connection>(io, tls, at, target));
        while (all.answered < total / 2)
            io.run_one();
        in_flight();
        io.run();
    };
}

} // namespace benchmarks
