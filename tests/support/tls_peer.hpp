// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_TLS_PEER_HPP
#define TOLLGATE_TESTS_SUPPORT_TLS_PEER_HPP

#include <tollgate/sandbox/certificates.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <openssl/ssl.h>

#include <netinet/tcp.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace tollgate::testing {

/// OpenSSL cleans up at the program's end, and what a thread that still lives then kept of its errors is lost, which a
/// sanitizer calls a leak. Asio's own threads, on which some tests' handlers run, live until objects that are made before `main`
/// end: so OpenSSL is made before those.
[[gnu::used, gnu::constructor(200)]] inline void make_openssl_first()
{
    OPENSSL_init_ssl(0, nullptr); // OPENSSL_init_crypto(0, …) does nothing at all
}

/// A peer on a loopback port whose manners are a function over each of its connections, on a thread of its own.
class tls_peer {
    using tcp = boost::asio::ip::tcp;
    using error_code = boost::system::error_code;

public:
    /// One connection, as the peer sees it. Errors are no errors here: the other side may go at any time.
    class visit {
    public:
        visit(tls_peer &peer, tcp::socket socket, std::size_t number)
            : peer_{peer},
              stream_{std::move(socket), peer.tls_},
              number_{number}
        {
        }

        /// 0 for the first connection.
        [[nodiscard]] std::size_t number() const { return number_; }
        [[nodiscard]] boost::asio::ssl::stream<tcp::socket> &stream() { return stream_; }

        bool shake_hands()
        {
            error_code ec;
            stream_.handshake(boost::asio::ssl::stream_base::server, ec);
            secure_ = !ec;
            return secure_;
        }
        /// Reads up to the end of a header; false if the connection ends first.
        bool read_request()
        {
            std::string seen;
            while (seen.find("\r\n\r\n") == seen.npos)
                if (!read_some(seen)) return false;
            return true;
        }
        /// Reads what has come, at least a byte, as part of a request.
        bool read_some(std::string &to)
        {
            std::array<char, 4096> bytes{};
            error_code ec;
            auto const size = stream_.read_some(boost::asio::buffer(bytes), ec);
            if (ec) return false;
            bool const begins = to.empty();
            to.append(bytes.data(), size);
            // Not the rest of a body.
            if (begins && (to.starts_with("GET ") || to.starts_with("POST ")))
                peer_.change([&] { ++peer_.requests_; });
            return true;
        }
        bool say(std::string_view text)
        {
            error_code ec;
            boost::asio::write(stream_, boost::asio::buffer(text), ec);
            return !ec;
        }
        /// Whether what is said waits, to go out in one piece.
        void hold_back(bool on)
        {
            int const value = on ? 1 : 0;
            ::setsockopt(stream_.next_layer().native_handle(), IPPROTO_TCP, TCP_CORK, &value, sizeof value);
        }
        /// Without TLS.
        void say_plainly(std::string_view text)
        {
            error_code ec;
            boost::asio::write(stream_.next_layer(), boost::asio::buffer(text), ec);
        }
        /// What has come, without TLS.
        std::string read_plainly()
        {
            std::array<char, 4096> bytes{};
            error_code ec;
            return {bytes.data(), stream_.next_layer().read_some(boost::asio::buffer(bytes), ec)};
        }
        /// Ends the connection by a reset instead of an orderly end.
        void reset()
        {
            error_code ec;
            stream_.next_layer().set_option(boost::asio::socket_base::linger{true, 0}, ec);
            close();
        }
        void close()
        {
            peer_.change([&] {
                error_code ec;
                stream_.next_layer().close(ec);
            });
        }
        /// Says that nothing more comes, and still listens.
        void half_close()
        {
            error_code ec;
            stream_.next_layer().shutdown(tcp::socket::shutdown_send, ec);
        }
        /// Lets the test know how far it has come.
        void reached()
        {
            peer_.change([&] { peer_.reached_ = true; });
        }
        /// Reads until the other side goes; what comes counts as one more request.
        void stay()
        {
            std::string rest;
            if (secure_) {
                while (read_some(rest)) {
                }
                return;
            }
            std::array<char, 4096> bytes{};
            error_code ec;
            while (!ec)
                stream_.next_layer().read_some(boost::asio::buffer(bytes), ec);
        }

    private:
        friend class tls_peer;
        tls_peer &peer_;
        boost::asio::ssl::stream<tcp::socket> stream_;
        std::size_t number_;
        bool secure_ = false;
    };

    using manners = std::function<void(visit &)>;
    using tuning = std::function<void(boost::asio::ssl::context &)>;

    tls_peer(sandbox::server_identity const &identity, manners how, tuning const &tune = {},
             tcp::endpoint const &at = {boost::asio::ip::address_v4::loopback(), 0})
        : how_{std::move(how)},
          acceptor_{loop_, at},
          endpoint_{acceptor_.local_endpoint()}
    {
        tls_.use_certificate_chain(boost::asio::buffer(identity.certificate_pem));
        tls_.use_private_key(boost::asio::buffer(identity.private_key_pem), boost::asio::ssl::context::pem);
        if (tune) tune(tls_);
        accepting_ = std::thread{[this] { accept(); }};
    }
    tls_peer(tls_peer const &) = delete;
    tls_peer &operator=(tls_peer const &) = delete;
    ~tls_peer()
    {
        change([&] {
            leaving_ = true;
            for (auto &each : visits_)
                ::shutdown(each.stream_.next_layer().native_handle(), SHUT_RDWR);
        });
        ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
        accepting_.join();
        for (auto &thread : threads_)
            thread.join();
    }

    [[nodiscard]] tcp::endpoint endpoint() const { return endpoint_; }
    [[nodiscard]] std::size_t requests() const { return locked(requests_); }
    [[nodiscard]] std::size_t connections() const { return locked(connections_); }

    /// Each of these waits, at most ten seconds, and says whether it came to pass.
    [[nodiscard]] bool was_reached()
    {
        return wait_until([&] { return reached_; });
    }
    [[nodiscard]] bool saw_the_end()
    {
        return wait_until([&] { return ended_ == connections_; });
    }

private:
    template <class T>
    T locked(T const &of) const
    {
        std::scoped_lock lock{mutex_};
        return of;
    }
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

    void accept()
    {
        for (;;) {
            error_code ec;
            tcp::socket socket = acceptor_.accept(ec);
            std::scoped_lock lock{mutex_};
            if (ec || leaving_) return;
            auto &next = visits_.emplace_back(*this, std::move(socket), connections_++);
            threads_.emplace_back([this, &next] { receive(next); });
        }
    }

    void receive(visit &from)
    {
        how_(from);
        from.stay();
        from.close();
        change([&] { ++ended_; });
    }

    manners how_;
    boost::asio::io_context loop_{1};
    boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_server};
    tcp::acceptor acceptor_;
    tcp::endpoint endpoint_;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::list<visit> visits_;
    std::size_t requests_ = 0;
    std::size_t connections_ = 0;
    std::size_t ended_ = 0;
    bool reached_ = false;
    bool leaving_ = false;

    std::list<std::thread> threads_;
    std::thread accepting_;
};

/// A port on which connecting never ends: its queue is full, and nobody accepts.
class stalled_port {
    using tcp = boost::asio::ip::tcp;

public:
    explicit stalled_port(tcp::endpoint const &at = {boost::asio::ip::address_v4::loopback(), 0})
    {
        acceptor_.open(at.protocol());
        acceptor_.bind(at);
        acceptor_.listen(0);
        for (auto &each : crowd_)
            each.async_connect(acceptor_.local_endpoint(), [](boost::system::error_code) {});
        loop_.poll();
    }

    [[nodiscard]] tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

private:
    boost::asio::io_context loop_{1};
    tcp::acceptor acceptor_{loop_};
    std::array<tcp::socket, 4> crowd_{tcp::socket{loop_}, tcp::socket{loop_}, tcp::socket{loop_},
                                      tcp::socket{loop_}};
};

} // namespace tollgate::testing

#endif
