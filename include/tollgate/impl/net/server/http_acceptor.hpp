// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_SERVER_HTTP_ACCEPTOR_HPP
#define TOLLGATE_IMPL_NET_SERVER_HTTP_ACCEPTOR_HPP

#include <tollgate/impl/net/server/http_connection.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <set>
#include <thread>
#include <utility>

// Included by the server's .ipp files alone.
namespace tollgate::inline v0::detail {

/// A strand of the executor's true type, where that is the usual one: unlike a strand of `any_io_executor`, it fits into an
/// `any_io_executor` without memory of its own for each copy.
[[nodiscard]] inline boost::asio::any_io_executor strand_of(boost::asio::any_io_executor const &executor)
{
    auto const *const usual = executor.target<boost::asio::io_context::executor_type>();
    if (usual != nullptr) return boost::asio::make_strand(*usual);
    return boost::asio::make_strand(executor);
}

/**
 * \brief An open port and its connections, from opening to the end of the last of them.
 * \details Its members are used on one strand. With one thread all connections are on that strand too, so that one request is
 * handled after the other whatever the executor; with several each has a strand of its own.
 */
class http_acceptor : public std::enable_shared_from_this<http_acceptor> {
    using error_code = boost::system::error_code;
    using steady_timer = boost::asio::steady_timer;

public:
    http_acceptor(boost::asio::any_io_executor executor, boost::asio::any_io_executor strand,
                  http_handler handler, server_limits const &limits,
                  std::shared_ptr<boost::asio::ssl::context> tls, unhandled_bytes_observer unhandled)
        : executor_{std::move(executor)},
          strand_{std::move(strand)},
          handler_{std::move(handler)},
          limits_{limits},
          tls_{std::move(tls)},
          unhandled_{std::move(unhandled)}
    {
    }

    void open(boost::asio::ip::tcp::endpoint const &at, error_code &ec)
    {
        acceptor_.open(at.protocol(), ec);
        if (!ec) acceptor_.set_option(boost::asio::socket_base::reuse_address{true}, ec);
        if (!ec) acceptor_.bind(at, ec);
        if (!ec) acceptor_.listen(boost::asio::socket_base::max_listen_connections, ec);
        if (!ec) acceptor_.non_blocking(true, ec);
    }
    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const
    {
        error_code ignored;
        return acceptor_.local_endpoint(ignored);
    }

    /// Begins to accept.
    void run()
    {
        accepting_ = true;
        boost::asio::co_spawn(strand_, accept(), [self = shared_from_this()](std::exception_ptr) {
            self->accepting_ = false;
            self->look_for_end();
        });
    }

    /// Accepts no more, ends connections without a request at once and the others after their answer. From any thread.
    void stop()
    {
        boost::asio::post(strand_, [self = shared_from_this()] {
            if (std::exchange(self->stopping_, true)) return;
            error_code ignored;
            self->acceptor_.close(ignored);
            self->slot_.cancel();
            for (auto const &each : self->connections_)
                each->finish();
            self->limit_grace();
        });
    }

    /// Waits until everything has ended.
    [[nodiscard]] boost::asio::awaitable<void> ended()
    {
        auto const self = shared_from_this();
        co_await boost::asio::co_spawn(strand_, wait_for_end(), boost::asio::use_awaitable);
    }
    [[nodiscard]] boost::asio::awaitable<void> wait_for_end()
    {
        auto const self = shared_from_this();
        while (accepting_ || !connections_.empty())
            co_await wait(end_);
    }
    [[nodiscard]] boost::asio::any_io_executor strand() const { return strand_; }

private:
    static boost::asio::awaitable<void> wait(auto &timer)
    {
        error_code ignored;
        co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    }

    [[nodiscard]] boost::asio::any_io_executor executor_for_one()
    {
        if (limits_.threads == 1) return strand_;
        return strand_of(executor_);
    }

    [[nodiscard]] boost::asio::awaitable<void> accept()
    {
        while (!stopping_) {
            error_code ec;
            try {
                ec = co_await accept_one();
            } catch (std::exception const &) { // no memory, as a rule; the listener goes on
                ec = boost::asio::error::no_memory;
            }
            try {
                if (ec && !stopping_) co_await recover(ec);
            } catch (std::exception const &) { // no memory to wait with
                std::this_thread::sleep_for(std::chrono::milliseconds{10});
            }
        }
    }

    /// Waits and then accepts: what `async_accept` throws where there is no memory would end the loop, and with it the program.
    [[nodiscard]] boost::asio::awaitable<error_code> accept_one()
    {
        error_code ec;
        if (connections_.size() >= limits_.connections) {
            slot_.expires_at(steady_timer::time_point::max());
            co_await wait(slot_);
            co_return ec;
        }
        co_await acceptor_.async_wait(boost::asio::socket_base::wait_read,
                                      boost::asio::redirect_error(boost::asio::use_awaitable, ec));
        if (ec || stopping_) co_return ec;
        auto socket = acceptor_.accept(executor_for_one(), ec);
        bool const is_gone = ec == boost::asio::error::would_block || ec == boost::asio::error::try_again;
        if (is_gone) co_return error_code{};
        if (!ec) serve(std::move(socket));
        co_return ec;
    }

    /// Out of file descriptors or memory, the next attempt would fail as well, and at once.
    [[nodiscard]] boost::asio::awaitable<void> recover(error_code ec)
    {
        if (ec == boost::asio::error::connection_aborted) co_return;
        tell(unhandled_,
             unhandled_bytes{.what = unhandled_bytes::kind::accept_failed, .peer = endpoint(), .cause = ec});
        slot_.expires_after(std::chrono::milliseconds{100});
        co_await wait(slot_);
    }

    void serve(boost::asio::ip::tcp::socket socket)
    {
        if (tls_)
            run(std::make_shared<tls_http_connection>(tls_stream{std::move(socket), *tls_}, handler_, limits_,
                                                      unhandled_));
        else
            run(std::make_shared<plain_http_connection>(std::move(socket), handler_, limits_, unhandled_));
    }

    void run(std::shared_ptr<http_connection> with)
    {
        connections_.insert(with);
        auto at_the_end = [self = shared_from_this(), with](std::exception_ptr) {
            boost::asio::post(self->strand_, [self, with] {
                self->connections_.erase(with);
                self->slot_.cancel();
                self->look_for_end();
            });
        };
        try {
            boost::asio::co_spawn(
                with->executor(), with->run(),
                boost::asio::bind_cancellation_slot(with->cancellation(), std::move(at_the_end)));
        } catch (...) {
            connections_.erase(with);
            throw;
        }
    }

    void limit_grace()
    {
        grace_.expires_after(limits_.grace);
        grace_.async_wait([self = shared_from_this()](error_code ec) {
            if (ec) return;
            for (auto const &each : self->connections_)
                each->abandon();
        });
    }

    void look_for_end()
    {
        if (accepting_ || !connections_.empty()) return;
        grace_.cancel();
        end_.cancel();
    }

    boost::asio::any_io_executor executor_;
    boost::asio::any_io_executor strand_;
    http_handler handler_;
    server_limits limits_;
    std::shared_ptr<boost::asio::ssl::context> tls_;
    unhandled_bytes_observer unhandled_;
    boost::asio::ip::tcp::acceptor acceptor_{strand_};
    std::set<std::shared_ptr<http_connection>> connections_;
    steady_timer slot_{strand_};
    steady_timer grace_{strand_};
    steady_timer end_{strand_, steady_timer::time_point::max()};
    bool accepting_ = false;
    bool stopping_ = false;
};

} // namespace tollgate::inline v0::detail

#endif
