// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_SERVER_HTTP_MESSAGE_HPP
#define TOLLGATE_DETAIL_NET_SERVER_HTTP_MESSAGE_HPP

#include <tollgate/header.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <tollgate/detail/net/tcp_endpoint.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tollgate::inline v0::detail {

/// What a server's peers may cost it.
struct server_limits {
    std::size_t body = 1024 * 1024;
    std::uint32_t header = 16 * 1024;
    std::chrono::steady_clock::duration timeout = std::chrono::seconds{30}; ///< For reading, for writing.
    std::size_t connections = 256;                                          ///< Further ones wait.
    std::size_t requests = 1000;                                            ///< Over one connection.
    std::chrono::steady_clock::duration grace = std::chrono::seconds{10};   ///< For requests, on stopping.
    std::size_t threads = 1; ///< How many requests are handled at the same time.
};

/// A request as it was received. Views, valid while it is handled.
struct http_request_view {
    std::string_view method;
    std::string_view host; ///< Of the `Host` header, with its port if it has one.
    std::string_view target;
    std::vector<header> headers;
    std::string_view body;
    tcp_endpoint peer{};
};

/// What a server could not hand to its handler.
struct unhandled_bytes {
    enum class kind {
        accept_failed,
        handshake_failed,
        connection_ended,
        malformed,
        header_too_large,
        body_too_large
    };

    kind what{};
    unsigned status = 0; ///< What was answered, or 0.
    std::string_view method{};
    std::string_view target{};
    tcp_endpoint peer{};
    boost::system::error_code cause{};
};
using unhandled_bytes_observer = std::function<void(unhandled_bytes const &)>;

/// Tells an observer, if there is one; what it throws must not end a server.
template <class What>
void tell(std::function<void(What const &)> const &observer, What const &what) noexcept
{
    if (!observer) return;
    try {
        observer(what);
    } catch (...) {
    }
}

/// The connection that an answer goes out on.
class answer_sink {
public:
    /// Whether the bytes were written.
    [[nodiscard]] virtual boost::asio::awaitable<bool> write(std::string_view bytes) = 0;

protected:
    ~answer_sink() = default;
};

struct http_answer {
    unsigned status = 200;
    std::string content_type = "application/json";
    std::string body{};
    std::vector<owned_header> headers{}; ///< Besides those about its body and the connection.
    /// Writes the answer's bytes otherwise than whole and at once, as the sandbox does to test a client. False: the connection
    /// ends there, without a word.
    std::function<boost::asio::awaitable<bool>(answer_sink &, std::string_view bytes)> write_by{};
};

/// An answer, or what will give it. The latter throws only when it is cancelled.
using http_reply = std::variant<http_answer, boost::asio::awaitable<http_answer>>;
using http_handler = std::function<http_reply(http_request_view const &)>;

} // namespace tollgate::inline v0::detail

#endif
