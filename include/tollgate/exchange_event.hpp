// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_EXCHANGE_EVENT_HPP
#define TOLLGATE_EXCHANGE_EVENT_HPP

#include <tollgate/error.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string_view>

namespace tollgate::inline v0 {

/// The steps of an exchange, in their order. A connection that is used again skips those in the middle.
enum class exchange_step {
    waiting,    ///< For a connection to become free.
    resolving,  ///< The host's name, or the proxy's.
    connecting, ///< With the addresses that were found; asking the proxy for its tunnel included.
    handshake,  ///< TLS.
    writing,    ///< The request.
    reading,    ///< The answer.
    finished,   ///< The whole exchange.
};

[[nodiscard]] constexpr std::string_view name_of(exchange_step step) noexcept
{
    constexpr std::string_view names[] = {"waiting", "resolving", "connecting", "handshake",
                                          "writing", "reading",   "finished"};
    return names[static_cast<std::size_t>(step)];
}

/**
 * \brief One line of an exchange's story: a step has ended. The last line is `finished`.
 * \details It shows neither bodies, nor queries, nor headers, and no secret is put into it. The views are valid during the
 * call. A path is shown as it is: a gateway that puts secrets there must not be logged this way.
 */
struct exchange_event {
    std::uint64_t id = 0; ///< The same in all lines of one exchange; unique in this process.
    exchange_step step = exchange_step::finished;
    std::chrono::nanoseconds took{}; ///< This step, or the whole.
    std::string_view logged_as;      ///< As `request::log_as` was told; empty unless it was.
    std::string_view method;
    std::string_view host;
    std::string_view path; ///< The target up to its query.
    // Only of `finished`:
    unsigned status = 0;            ///< The HTTP status; 0 if there was no answer.
    error const *failure = nullptr; ///< Null if there was an answer.
};

namespace detail {

/// A text from outside must not end a log's line.
struct in_one_line {
    std::string_view text;

    friend std::ostream &operator<<(std::ostream &out, in_one_line const &shown)
    {
        for (char const c : shown.text)
            out << (static_cast<unsigned char>(c) < 0x20 || c == '\x7f' ? '?' : c);
        return out;
    }
};

} // namespace detail

/// `exchange=7 as="A-1002" POST host/path handshake took=1830us`; the last line says how it ended, and what
/// that means for the money.
inline std::ostream &operator<<(std::ostream &out, exchange_event const &event)
{
    auto const took = std::chrono::duration_cast<std::chrono::microseconds>(event.took).count();
    out << "exchange=" << event.id << ' ';
    using detail::in_one_line;
    if (!event.logged_as.empty()) out << "as=\"" << in_one_line{event.logged_as} << "\" ";
    out << in_one_line{event.method} << ' ' << in_one_line{event.host} << in_one_line{event.path} << ' '
        << name_of(event.step) << " took=" << took << "us";
    if (event.status != 0) out << " status=" << event.status;
    if (event.failure != nullptr)
        out << " error=" << name_of(event.failure->code()) << " outcome=\""
            << name_of(event.failure->outcome()) << '"';
    return out;
}

/**
 * \brief What is told of each step: a plain function, or a logger's.
 * \details Called on the thread that runs the exchange, of several exchanges at the same time; it must not block. What it
 * throws is dropped: a log must not decide over a payment.
 */
using exchange_observer = std::function<void(exchange_event const &)>;

} // namespace tollgate::inline v0

#endif
