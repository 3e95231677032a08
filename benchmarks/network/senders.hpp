// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BENCHMARKS_SENDERS_HPP
#define TOLLGATE_BENCHMARKS_SENDERS_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace benchmarks {

/// Where the server is, and whom to trust.
struct server {
    std::uint16_t port;
    std::string ca_pem;
};

/// Sends one request over one kept connection and waits for its answer; ends the program where that fails.
using sender = std::function<void()>;

/// Keeps so many requests under way until so many are answered; calls `in_flight` once, while all of them are.
using volley =
    std::function<void(std::size_t outstanding, std::size_t total, std::function<void()> const &in_flight)>;

sender tollgate_sender(server const &at);
sender beast_sender(server const &at, std::string const &target);
sender curl_sender(server const &at, std::string const &target);

volley tollgate_volley(server const &at);
volley beast_volley(server const &at, std::string const &target);

} // namespace benchmarks

#endif
