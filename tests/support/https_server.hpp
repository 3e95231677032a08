// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_HTTPS_SERVER_HPP
#define TOLLGATE_TESTS_SUPPORT_HTTPS_SERVER_HPP

#include <tollgate/sandbox/certificates.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tollgate::testing {

/// What the server does with a request; \ref stall_handshake and \ref refuse_handshake with a connection.
enum class behaviour {
    answer,              ///< 200 with a small body; the connection stays open.
    answer_and_close,    ///< The same, then closes without having said so.
    answer_twice,        ///< The same, and at once another answer that nobody asked for.
    announce_and_answer, ///< 103 first.
    redirect,            ///< 302.
    close_before_answer,
    close_within_answer,
    close_instead_of_length, ///< An answer that only the end of the connection would complete.
    silent,                  ///< Reads, and never answers.
    garbage,
    large_body,
    large_header,
    stall_handshake,  ///< Accepts, reads, says nothing.
    refuse_handshake, ///< Answers in something that is not TLS.
};

/// A TLS peer on a loopback port that does as it is told and counts what it sees.
class https_server {
    template <class Read>
    auto locked(Read read) const
    {
        std::scoped_lock lock{mutex_};
        return read();
    }

public:
    using request = boost::beast::http::request<boost::beast::http::string_body>;

    /// Each request, or stalled connection, takes the next behaviour; the last one repeats.
    https_server(sandbox::server_identity const &identity, std::vector<behaviour> script)
        : script_{std::move(script)}
    {
        tls_.use_certificate_chain(boost::asio::buffer(identity.certificate_pem));
        tls_.use_private_key(boost::asio::buffer(identity.private_key_pem), boost::asio::ssl::context::pem);
        boost::asio::co_spawn(loop_, accept(), boost::asio::detached);
        thread_ = std::thread{[this] { loop_.run(); }};
    }
    https_server(https_server const &) = delete;
    https_server &operator=(https_server const &) = delete;
    ~https_server()
    {
        loop_.stop();
        thread_.join();
    }

    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const { return endpoint_; }

    /// How many requests arrived, whole or in part.
    [[nodiscard]] std::size_t requests() const
    {
        return locked([&] { return requests_.size(); });
    }
    [[nodiscard]] std::size_t connections() const
    {
        return locked([&] { return connections_; });
    }
    [[nodiscard]] request last_request() const
    {
        return locked([&] { return requests_.back(); });
    }

    /// In the order of their arrival.
    [[nodiscard]] std::vector<std::string> targets() const
    {
        std::vector<std::string> all;
        locked([&] {
            for (auto const &each : requests_)
                all.emplace_back(each.target());
            return 0;
        });
        return all;
    }

    /// Each of these waits, at most ten seconds, and says whether it came to pass.
    [[nodiscard]] bool saw_requests(std::size_t count)
    {
        return wait_until([&] { return requests_.size() >= count; });
    }
    [[nodiscard]] bool saw_connections(std::size_t count)
    {
        return wait_until([&] { return connections_ >= count; });
    }
    [[nodiscard]] bool saw_the_end_of_connections(std::size_t count)
    {
        return wait_until([&] { return ended_ >= count; });
    }

private:
    using tcp = boost::asio::ip::tcp;
    using stream = boost::asio::ssl::stream<tcp::socket>;
    using error_code = boost::system::error_code;
    template <class T>
    using awaitable = boost::asio::awaitable<T>;

    template <class Change>
    void change(Change how)
    {
        {
            std::scoped_lock lock{mutex_};
            how();
        }
        changed_.notify_all();
    }
    template <class Condition>
    bool wait_until(Condition holds)
    {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, std::chrono::seconds{10}, holds);
    }

    awaitable<void> accept()
    {
        for (;;) {
            tcp::socket socket = co_await acceptor_.async_accept(boost::asio::use_awaitable);
            change([&] { ++connections_; });
            boost::asio::co_spawn(loop_, serve(std::move(socket)), boost::asio::detached);
        }
    }

    awaitable<void> serve(tcp::socket socket)
    {
        auto const first = next();
        if (first == behaviour::stall_handshake || first == behaviour::refuse_handshake)
            co_await misbehave(socket, first);
        else
            co_await converse(std::move(socket));
        change([&] { ++ended_; });
    }

    static awaitable<void> misbehave(tcp::socket &socket, behaviour how)
    {
        error_code ec;
        auto quietly = boost::asio::redirect_error(boost::asio::use_awaitable, ec);
        std::string const not_tls = "SSH-2.0-mistaken\r\n";
        if (how == behaviour::refuse_handshake)
            co_await boost::asio::async_write(socket, boost::asio::buffer(not_tls), quietly);
        std::string bytes(4096, '\0');
        while (!ec)
            co_await socket.async_read_some(boost::asio::buffer(bytes), quietly);
    }

    awaitable<void> converse(tcp::socket socket)
    {
        stream peer{std::move(socket), tls_};
        error_code ec;
        auto quietly = boost::asio::redirect_error(boost::asio::use_awaitable, ec);
        co_await peer.async_handshake(boost::asio::ssl::stream_base::server, quietly);
        boost::beast::flat_buffer buffer;
        while (!ec) {
            boost::beast::http::request_parser<boost::beast::http::string_body> parser;
            co_await boost::beast::http::async_read(peer, buffer, parser, quietly);
            if (ec && !parser.got_some()) break;
            auto const how = next();
            change([&] {
                requests_.push_back(parser.release());
                ++played_;
            });
            if (ec) break;
            std::string const answer = text_of(how);
            co_await boost::asio::async_write(peer, boost::asio::buffer(answer), quietly);
            if (closes_after(how)) break;
        }
        peer.next_layer().close(ec);
    }

    [[nodiscard]] behaviour next() const
    {
        return locked([&] { return script_[std::min(played_, script_.size() - 1)]; });
    }

    static bool closes_after(behaviour how)
    {
        return how == behaviour::answer_and_close || how == behaviour::close_before_answer ||
               how == behaviour::close_within_answer || how == behaviour::close_instead_of_length;
    }

    static std::string text_of(behaviour how)
    {
        std::string const answer = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":true}";
        switch (how) {
        case behaviour::answer:
        case behaviour::answer_and_close: return answer;
        case behaviour::answer_twice: return answer + "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsurplus";
        case behaviour::announce_and_answer: return "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + answer;
        case behaviour::redirect:
            return "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.test/\r\nContent-Length: 0\r\n\r\n";
        case behaviour::close_within_answer: return "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":";
        case behaviour::close_instead_of_length: return "HTTP/1.1 200 OK\r\n\r\n{\"ok\":";
        case behaviour::garbage: return "220 this is not the protocol you are looking for\r\n\r\n";
        case behaviour::large_body:
            return "HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + std::string(9'000'000, 'x');
        case behaviour::large_header:
            return "HTTP/1.1 200 OK\r\nX-Long: " + std::string(64 * 1024, 'x') + "\r\n\r\n";
        case behaviour::close_before_answer:
        case behaviour::silent:
        case behaviour::stall_handshake:
        case behaviour::refuse_handshake: break;
        }
        return {};
    }

    std::vector<behaviour> script_;
    boost::asio::io_context loop_{1};
    boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_server};
    tcp::acceptor acceptor_{loop_, tcp::endpoint{boost::asio::ip::address_v4::loopback(), 0}};
    tcp::endpoint endpoint_ = acceptor_.local_endpoint();

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<request> requests_;
    std::size_t played_ = 0;
    std::size_t connections_ = 0;
    std::size_t ended_ = 0;

    std::thread thread_;
};

} // namespace tollgate::testing

#endif
