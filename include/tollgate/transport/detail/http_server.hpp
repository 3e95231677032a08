// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_HTTP_SERVER_HPP
#define TOLLGATE_TRANSPORT_DETAIL_HTTP_SERVER_HPP

#include <tollgate/core/error.hpp>
#include <tollgate/transport/detail/http_reception.hpp>
#include <tollgate/transport/detail/strand_of.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tollgate::inline v0::detail {

/**
 * \brief A small HTTP/1.1 server: what listens for callbacks, and what the sandbox speaks through.
 * \details It has threads of its own, or works on the program's executor. With a TLS context it speaks HTTPS only.
 * \tparam Handler as \ref http_reception has it
 */
template <class Handler = http_handler>
class http_server {
public:
    /// \param unhandled told of what cannot be handed to the handler
    http_server(Handler handler, server_limits limits, unhandled_bytes_observer unhandled = {})
        : handler_{std::move(handler)},
          limits_{limits},
          unhandled_{std::move(unhandled)}
    {
        limits_.threads = std::max<std::size_t>(limits_.threads, 1);
    }
    http_server(boost::asio::any_io_executor executor, Handler handler, server_limits limits,
                unhandled_bytes_observer unhandled = {})
        : http_server{std::move(handler), limits, std::move(unhandled)}
    {
        executor_ = std::move(executor);
    }
    http_server(http_server const &) = delete;
    http_server &operator=(http_server const &) = delete;
    ~http_server() { stop(); }

    void use_tls(boost::asio::ssl::context context)
    {
        tls_ = std::make_shared<boost::asio::ssl::context>(std::move(context));
    }

    /// Opens the port and begins to accept. Port 0 lets the system choose one.
    [[nodiscard]] result<void> start(boost::asio::ip::tcp::endpoint const &at)
    {
        if (reception_)
            return error{errc::listen_failed, not_sent{}, "The server is running; stop it first."}
                .without_outcome();
        auto own = executor_ ? nullptr : std::make_unique<own_loop>(limits_.threads);
        boost::asio::any_io_executor const executor = own ? own->io.get_executor() : executor_;
        // A loop with one thread is a strand.
        auto const home = own && limits_.threads == 1 ? executor : strand_of(executor);
        auto fresh =
            std::make_shared<http_reception<Handler>>(executor, home, handler_, limits_, tls_, unhandled_);
        boost::system::error_code ec;
        fresh->open(at, ec);
        if (ec)
            return error{errc::listen_failed, not_sent{},
                         "The port " + std::to_string(at.port()) + " could not be opened; is it taken?"}
                .with(ec)
                .without_outcome();
        endpoint_ = fresh->endpoint();
        if (own) own->start();
        fresh->run();
        reception_ = std::move(fresh);
        own_ = std::move(own);
        return {};
    }

    /// Closes the port, has requests that were received answered, and ends the connections. Waits for that where the
    /// threads are its own, so not from inside a handler.
    void stop()
    {
        auto ending = std::exchange(reception_, nullptr);
        if (!ending) return;
        ending->stop();
        if (!own_) return;
        boost::asio::co_spawn(ending->home(), ending->wait_for_end(), boost::asio::use_future).get();
        own_->join();
        ending.reset(); // before the loop that it works on
        own_.reset();
    }

    /// The same, waiting without a thread.
    [[nodiscard]] boost::asio::awaitable<void> async_stop()
    {
        auto ending = reception_;
        if (!ending) co_return;
        ending->stop();
        co_await ending->ended();
        bool const is_last = ending == reception_;
        ending.reset(); // before its loop
        if (is_last) stop();
    }

    /// Where it listens, or last did.
    [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const { return endpoint_; }

private:
    struct own_loop {
        explicit own_loop(std::size_t count) : io{static_cast<int>(count)}, threads(count) {}
        ~own_loop() { join(); }
        void join()
        {
            work.reset();
            for (std::thread &each : threads)
                if (each.joinable()) each.join();
        }
        void start()
        {
            for (std::thread &each : threads)
                each = std::thread{[this] { io.run(); }};
        }

        boost::asio::io_context io;
        boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
        std::vector<std::thread> threads;
    };

    Handler handler_;
    server_limits limits_;
    unhandled_bytes_observer unhandled_;
    boost::asio::any_io_executor executor_;
    std::shared_ptr<boost::asio::ssl::context> tls_;
    std::unique_ptr<own_loop> own_;
    std::shared_ptr<http_reception<Handler>> reception_;
    boost::asio::ip::tcp::endpoint endpoint_;
};

} // namespace tollgate::inline v0::detail

#endif
