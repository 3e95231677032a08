// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_SERVER_CALLBACK_SERVER_HPP
#define TOLLGATE_DETAIL_NET_SERVER_CALLBACK_SERVER_HPP

#include <tollgate/callback/only_from.hpp>
#include <tollgate/detail/net/server/http_server.hpp>
#include <tollgate/detail/net/server/single_flight.hpp>
#include <tollgate/listener_options.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace tollgate::inline v0::detail {

/// Whom a listener tells what went wrong.
struct callback_observers {
    std::function<void(error const &)> refused;
    std::function<void(std::exception_ptr)> failed;
    unhandled_observer unhandled;

    /// \param status what is answered
    TOLLGATE_DECL void tell_refused(http_request_view const &request, error const &why,
                                    unsigned status) const;
};

/// An answer, or what will give it: to a gateway, or to a payer's browser.
using callback_reply = std::variant<callback_answer, boost::asio::awaitable<callback_answer>, http_answer,
                                    boost::asio::awaitable<http_answer>>;

/// One path of a listener.
class callback_endpoint {
public:
    callback_endpoint() = default;
    callback_endpoint(callback_endpoint const &) = delete;
    callback_endpoint &operator=(callback_endpoint const &) = delete;
    virtual ~callback_endpoint() = default;

    /// Before the first \ref answer: how much of a body is read, unless the endpoint has limits of its own.
    virtual void limit_bodies(body_limits limits) = 0;
    /// Whether it answers a GET, too.
    [[nodiscard]] virtual bool takes_get() const noexcept { return false; }
    [[nodiscard]] virtual callback_reply answer(http_request_view const &request, single_flight &others,
                                                callback_observers const &observers) = 0;
};

struct callback_routes;

/// What of a listener knows no type of callback: its paths, and the server that they are received by.
class callback_server {
public:
    /// \param executor the program's; an empty one for threads of the server's own
    TOLLGATE_DECL callback_server(boost::asio::any_io_executor executor, listener_options options);

    /// A path given twice is an error of \ref start.
    /// \param from who may use it; everybody, unless given
    TOLLGATE_DECL void add(std::string_view path, std::unique_ptr<callback_endpoint> endpoint,
                           std::optional<only_from> from = {});
    [[nodiscard]] TOLLGATE_DECL callback_observers &observers();

    [[nodiscard]] TOLLGATE_DECL result<void> start();
    void stop() { server_.stop(); }
    [[nodiscard]] boost::asio::awaitable<void> async_stop() { return server_.async_stop(); }
    [[nodiscard]] TOLLGATE_DECL std::uint16_t port() const;
    [[nodiscard]] TOLLGATE_DECL std::string url(std::string_view path) const;

private:
    listener_options options_;
    std::shared_ptr<callback_routes> routes_;
    std::string taken_twice_; ///< A path that was given twice.
    http_server server_;
};

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/net/server/callback_server.ipp>
#endif

#endif
