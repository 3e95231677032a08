// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_LISTENER_OPTIONS_HPP
#define TOLLGATE_LISTENER_OPTIONS_HPP

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/limits.hpp>
#include <tollgate/secret.hpp>
#include <tollgate/unhandled_request.hpp>

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tollgate::inline v0 {

/// By what a server proves who it is.
struct server_certificate {
    std::string chain_pem; ///< The server's certificate first, then its issuers'.
    secret private_key_pem;
};

/**
 * \brief Where a listener listens, and what its peers may cost it.
 * \details At most, `connections` times `body_limit` bytes of bodies are held at a time. While one is read, its fields take up to
 * forty times as much; so many are read at a time as there are threads. The limits of one path: \ref body_limits as an option of
 * `on`.
 */
struct listener_options {
    /// Loopback: a web server in front of it speaks HTTPS to the world and passes requests on.
    boost::asio::ip::address address = boost::asio::ip::address_v4::loopback();
    std::uint16_t port = 0;                      ///< 0: the system chooses one.
    std::size_t body_limit = body_limits{}.size; ///< Bytes; the sender of more gets 413.
    /// Names and array elements of one body, at all levels together; bounded by its size unless set.
    std::size_t field_limit = body_limits{}.fields;
    std::size_t depth_limit = body_limits{}.depth;          ///< Objects and arrays inside each other.
    std::size_t signature_limit = body_limits{}.signatures; ///< In one header of a request.
    std::uint32_t header_limit = 16 * 1024;
    /// For a request to arrive, and again for its answer to go. A handler may take longer.
    std::chrono::steady_clock::duration timeout = std::chrono::seconds{30};
    std::size_t connections = 256; ///< Further ones are accepted when one of these has ended.
    std::size_t requests_per_connection = 1000;
    /// On stopping: for the requests that were received. Handlers that wait are cancelled then.
    std::chrono::steady_clock::duration grace = std::chrono::seconds{10};
    /// With more than one, handlers of different callbacks run at the same time, whatever the executor.
    std::size_t threads = 1;
    std::optional<server_certificate> tls{}; ///< Without one, plain HTTP.
    /// What a GET or a HEAD to a path of `on` is answered with: some gateways check an address so, when it is entered or
    /// each day. No handler is called, and nothing is read. 405 unless given.
    std::optional<callback_answer> answer_to_get{};
    /// Told of everything that reaches no handler but repetitions: wrong paths and methods, refused callbacks, what is not
    /// HTTP, TLS that fails.
    unhandled_observer on_unhandled{};
};

} // namespace tollgate::inline v0

#endif
