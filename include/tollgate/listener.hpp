// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_LISTENER_HPP
#define TOLLGATE_LISTENER_HPP

#include <tollgate/callback.hpp>
#include <tollgate/transport/detail/http_server.hpp>

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0 {

struct listener_options {
    /// Loopback: a web server in front of it speaks HTTPS to the world and passes requests on.
    boost::asio::ip::address address = boost::asio::ip::address_v4::loopback();
    std::uint16_t port = 0; ///< 0: the system chooses one.
    std::size_t body_limit = 1024 * 1024;
    std::chrono::steady_clock::duration patience = std::chrono::seconds{30}; ///< For one request.
};

/**
 * \brief An HTTP/1.1 server for callbacks: verifies them, hands them to the program, and acknowledges them.
 * \details The handler runs on the listener's own thread, one callback after the other, before the acknowledgement is
 * sent. Gateways repeat callbacks, so handling one twice must do no harm.
 *
 * | what arrives | what is answered |
 * |---|---|
 * | a verified callback, and the handler returns | the gateway's acknowledgement |
 * | a verified callback, and the handler throws | 500, so that the gateway sends it again |
 * | anything that is not verified | 400 and the error's name; the handler is not called |
 * | another path, another method | 404, 405 |
 *
 * \par Thread safety
 * `on` and `on_refused` before `start`; the rest from any thread.
 */
template <class Hash>
class basic_listener {
public:
    explicit basic_listener(listener_options options = {})
        : options_{options},
          server_{[this](detail::http_request_view const &request) { return handle(request); },
                  {.body = options.body_limit, .patience = options.patience}}
    {
    }
    basic_listener(basic_listener const &) = delete;
    basic_listener &operator=(basic_listener const &) = delete;
    ~basic_listener() { stop(); }

    /**
     * \brief Receives a type of callback at a path.
     * \param source  the account, or \ref find_by
     * \param handler called with `verified<Callback> const &`
     * \param besides \ref accepting, for what a gateway leaves undocumented
     */
    template <class Callback, class Source, class Handler, class... Schemes>
        requires std::invocable<Handler &, verified<Callback> const &>
    basic_listener &on(std::string path, Source source, Handler handler,
                       also_accepted<Schemes...> besides = {})
    {
        routes_[std::move(path)] = [this, source = std::move(source), handler = std::move(handler),
                                    besides](detail::http_request_view const &request) mutable {
            auto const received = receive<Callback, Hash>(source, request.body, request.headers, besides);
            if (!received) return refuse(received.error());
            handler(*received);
            callback_answer answer = acknowledgement_for<Callback, Hash>(*received);
            return detail::http_answer{answer.status, std::move(answer.content_type), std::move(answer.body)};
        };
        return *this;
    }

    /// Called with the reason whenever something arrives that is not verified.
    basic_listener &on_refused(std::function<void(error const &)> observer)
    {
        refused_ = std::move(observer);
        return *this;
    }

    /// \par Errors
    /// \li errc::listen_failed if the port cannot be opened
    [[nodiscard]] result<void> start() { return server_.start({options_.address, options_.port}); }
    /// Not from inside a handler.
    void stop() { server_.stop(); }

    [[nodiscard]] std::uint16_t port() const { return server_.endpoint().port(); }
    /// The address of a path, to be told to the sandbox or to a web server in front.
    [[nodiscard]] std::string url(std::string_view path) const
    {
        std::string const host = options_.address.is_v6() ? "[" + options_.address.to_string() + "]"
                                                          : options_.address.to_string();
        return "http://" + host + ":" + std::to_string(port()) + std::string{path};
    }

private:
    using route = std::function<detail::http_answer(detail::http_request_view const &)>;

    [[nodiscard]] detail::http_answer handle(detail::http_request_view const &request)
    {
        auto const found = routes_.find(std::string{request.target.substr(0, request.target.find('?'))});
        if (found == routes_.end()) return {.status = 404};
        if (request.method != "POST") return {.status = 405};
        try {
            return found->second(request);
        } catch (...) {
            return {.status = 500}; // the program's fault: the gateway is to send it again
        }
    }

    [[nodiscard]] detail::http_answer refuse(error const &why) const
    {
        if (refused_) refused_(why);
        return {.status = 400, .content_type = "text/plain", .body = std::string{name_of(why.code())}};
    }

    listener_options options_;
    std::map<std::string, route> routes_;
    std::function<void(error const &)> refused_;
    detail::http_server server_;
};

/// The listener with the default hashes.
using listener = basic_listener<cryptopp_hash>;

} // namespace tollgate::inline v0

#endif
