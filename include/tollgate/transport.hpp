// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_HPP
#define TOLLGATE_TRANSPORT_HPP

#include <tollgate/detail/saturating_time.hpp>
#include <tollgate/error.hpp>
#include <tollgate/header.hpp>

#include <boost/asio/detached.hpp>

#include <chrono>
#include <concepts>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0 {

/// The moment by which an exchange must be complete. Made from a duration (counted from now) or a point in
/// time. One that is too far away to be counted in the clock's unit is the last moment that there is: `hours::max()` never
/// passes.
class deadline {
public:
    using clock = std::chrono::steady_clock;

    template <class Rep, class Period>
    constexpr deadline(std::chrono::duration<Rep, Period> from_now)
        : at_{detail::later(clock::now(), detail::saturated<clock::duration>(from_now))}
    {
    }
    template <class Duration>
    constexpr deadline(std::chrono::time_point<clock, Duration> at)
        : at_{detail::saturated<clock::duration>(at.time_since_epoch())}
    {
    }

    [[nodiscard]] constexpr clock::time_point at() const noexcept { return at_; }

private:
    clock::time_point at_;
};

/// One HTTP request as it goes out. Views: what they show must live until the exchange is complete.
struct wire_request {
    std::string_view method; ///< `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    /// A name or an address, with its port where that is not the transport's usual one: `gw.example`, `gw.example:8443`,
    /// `::1`, `[::1]:8443`. No scheme. The certificate must be for it, whatever the port.
    std::string_view host;
    std::string_view target; ///< Path and query, percent-encoded.
    std::span<header const> headers;
    std::string_view body;
    std::string_view logged_as{}; ///< What an observer is told as its name. Not sent.
    /// What an observer is told as the path, where that holds what must not be seen; empty: the target up to its query. Not sent.
    std::string_view logged_path{};
};

/// One HTTP answer as it came in.
struct wire_response {
    unsigned status = 0; ///< The HTTP status code.
    std::string body;
    /// In the order in which they came; a name may stand several times. Not what follows a body in pieces (trailers).
    std::vector<owned_header> headers{};
};

/**
 * \brief How a request gets to the gateway and the answer back.
 *
 * | expression | type | meaning |
 * |---|---|---|
 * | `t.send(request, by)` | `result<wire_response>` | blocks until the answer is complete or the deadline has passed |
 * | `t.async_send(request, by, token)` | as the token says | the same, completes with `void(result<wire_response>)` |
 * | `t.get_executor()` | an Asio executor | where the asynchronous exchanges run |
 *
 * An error's outcome is `not_sent` if no byte of the HTTP request was handed to the connection, or the server is known to
 * have taken none, and `unknown` otherwise; a transport never says `refused`, and never repeats a request by itself. A
 * transport may have a `t.check()`, a `result<void>`: whether it is set up rightly, with the error that each send would give.
 * Transports: `https_transport`, `scripted_transport`, and `any_transport`, which holds any.
 */
template <class T>
concept transport = std::copy_constructible<T> && requires(T &t, wire_request const &request, deadline by) {
    { t.send(request, by) } -> std::same_as<result<wire_response>>;
    t.async_send(request, by, boost::asio::detached);
    t.get_executor();
};

/// The default transport, HTTPS on Boost.Beast; include `tollgate/https_transport.hpp` to use it.
class https_transport;

} // namespace tollgate::inline v0

#endif
