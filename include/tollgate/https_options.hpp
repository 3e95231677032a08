// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_HTTPS_OPTIONS_HPP
#define TOLLGATE_HTTPS_OPTIONS_HPP

#include <tollgate/exchange_event.hpp>
#include <tollgate/limits.hpp>
#include <tollgate/name_resolver.hpp>
#include <tollgate/secret.hpp>

#include <tollgate/detail/net/tcp_endpoint.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tollgate::inline v0 {

/// How long each step of an exchange may take. The deadline holds for all of them together, also where it is shorter.
struct step_budgets {
    using duration = std::chrono::steady_clock::duration;

    duration resolve = std::chrono::seconds{5};
    duration connect = std::chrono::seconds{10}; ///< All addresses, and the proxy's tunnel.
    duration handshake = std::chrono::seconds{10};
    duration write = std::chrono::seconds{30};
    duration read =
        duration::max(); ///< Up to the deadline: an answer that is not awaited leaves the outcome unknown.
};

/// A proxy that opens a tunnel (`CONNECT`). It sees the gateway's host name, and nothing of the exchange.
struct http_proxy {
    std::string host; ///< A name or an address, without a port.
    std::uint16_t port = 3128;
    /// The value of `Proxy-Authorization`, e.g. `Basic dXNlcjpwYXNz`.
    std::optional<secret> authorization{};
};

/// What can be chosen about a \ref https_transport. That certificates are checked cannot.
struct https_options {
    /// A PEM file of CA certificates to trust, beside the system's.
    std::string ca_file{};
    /// The same as text.
    std::string ca_pem{};
    /// Where to connect instead of resolving the host, for test doubles. The certificate must still be the
    /// host's. It is a `tcp::endpoint`, which `boost/asio/ip/tcp.hpp` brings.
    std::optional<boost::asio::ip::basic_endpoint<boost::asio::ip::tcp>> connect_to{};
    /// The longest body of an answer, in bytes. What of it is read is the client's \ref body_limits.
    std::size_t body_limit = answer_limits.size;
    /// The longest header of an answer, in bytes: all its lines together, which `wire_response::headers` keeps.
    std::uint32_t header_limit = 16 * 1024;
    /// How long a silent connection may be used again. Shorter than servers wait before they close one: a
    /// request that crosses the closing on its way has an unknown outcome. Zero: never used again.
    std::chrono::steady_clock::duration idle_limit = std::chrono::seconds{4};
    /// The most connections to one host, idle ones included. Further exchanges wait, first come, first served.
    std::size_t connections_per_host = 256;
    /// The most exchanges that wait for a connection to one host.
    std::size_t waiting_limit = 16 * 1024;
    step_budgets budgets{};
    /// How long one address is tried alone before the next one is tried beside it (RFC 8305, section 5).
    std::chrono::steady_clock::duration attempt_delay = std::chrono::milliseconds{250};
    /// The port of hosts that name none. The header `Host` names it unless it is 443.
    std::uint16_t port = 443;
    /// The system's way unless given. Addresses as host names are never looked up.
    name_resolver resolver{};
    std::optional<http_proxy> proxy{};
    /// A PEM certificate chain by which this program proves who it is, and its private key: files, or text.
    std::string client_certificate_file{};
    std::string client_key_file{};
    std::string client_certificate_pem{};
    std::optional<secret> client_key_pem{};
    /// If not empty: the SHA-256 of a public key (SubjectPublicKeyInfo) in base64; one of them must occur in the verified
    /// chain. Give the next key's too, or a change of keys at the gateway stops every payment.
    std::vector<std::string> pins{};
    /// Told of each step of each exchange. Without one no clock is read and nothing is allocated for it.
    exchange_observer observer{};
};

} // namespace tollgate::inline v0

#endif
