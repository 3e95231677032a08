// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_BEAST_OPTIONS_HPP
#define TOLLGATE_TRANSPORT_BEAST_OPTIONS_HPP

#include <tollgate/core/version.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tollgate::inline v0 {

/// What can be chosen about a \ref beast_transport. That certificates are checked cannot.
struct beast_options {
    /// A PEM file of CA certificates to trust, beside the system's.
    std::string ca_file{};
    /// The same as text.
    std::string ca_pem{};
    /// Where to connect instead of resolving the host, for test doubles. The certificate must still be the
    /// host's.
    std::optional<boost::asio::ip::tcp::endpoint> connect_to{};
    /// The longest body of an answer, in bytes.
    std::size_t body_limit = 1024 * 1024;
    /// The longest header of an answer, in bytes.
    std::uint32_t header_limit = 16 * 1024;
    /// How long a silent connection may be used again. Shorter than servers wait before they close one: a
    /// request that crosses the closing on its way has an unknown outcome. Zero: never used again.
    std::chrono::steady_clock::duration idle_limit = std::chrono::seconds{4};
};

} // namespace tollgate::inline v0

#endif
