// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_UNHANDLED_REQUEST_HPP
#define TOLLGATE_UNHANDLED_REQUEST_HPP

#include <tollgate/error.hpp>

#include <boost/system/error_code.hpp>
#include <tollgate/detail/net/tcp_endpoint.hpp>

#include <cstddef>
#include <functional>
#include <ostream>
#include <string_view>

namespace tollgate::inline v0 {

/// Why something that came to a listener's port reached no handler.
enum class unhandled_reason {
    accept_failed, ///< The system gave no connection, e.g. because no file descriptor was left; it is tried again.
    handshake_failed, ///< TLS could not be agreed on: plain HTTP, or a peer that does not trust the certificate.
    connection_ended,   ///< The connection ended, or its time was over, in the middle of a request.
    malformed,          ///< 400: it is not HTTP.
    header_too_large,   ///< 431: longer than `listener_options::header_limit`.
    body_too_large,     ///< 413: longer than `listener_options::body_limit`.
    unknown_path,       ///< 404: `on` was told of no such path.
    method_not_allowed, ///< 405: not a POST.
    address_check,      ///< A GET or HEAD, answered with `listener_options::answer_to_get`.
    refused_address,    ///< 403: not from where \ref only_from allows.
    refused_callback, ///< It is not verified, or only a test: `failure` says why, as `on_refused` is told too.
};

/// The enumerator's own name.
[[nodiscard]] constexpr std::string_view name_of(unhandled_reason reason) noexcept
{
    constexpr std::string_view names[] = {"accept_failed",   "handshake_failed",   "connection_ended",
                                          "malformed",       "header_too_large",   "body_too_large",
                                          "unknown_path",    "method_not_allowed", "address_check",
                                          "refused_address", "refused_callback"};
    return names[static_cast<std::size_t>(reason)];
}

/**
 * \brief What came to a listener's port and reached no handler.
 * \details The views are valid during the call. Method and path are a stranger's text, and are empty where nothing of the kind
 * could be read; the query, the headers and the body, which may hold secrets, are not shown.
 */
struct unhandled_request {
    unhandled_reason reason{};
    unsigned status = 0; ///< What was answered, or 0: nothing.
    std::string_view method{};
    std::string_view path{}; ///< As it arrived, up to its query.
    /// Who sent it, or the web server in front: a `tcp::endpoint`.
    boost::asio::ip::basic_endpoint<boost::asio::ip::tcp> peer{};
    boost::system::error_code cause{}; ///< Of the library underneath, where there is one.
    error const *failure = nullptr;    ///< Of `refused_callback` alone.
};

/// `unknown_path status=404 POST /calbacks from 127.0.0.1:41234`, on one line whatever was received.
TOLLGATE_DECL std::ostream &operator<<(std::ostream &out, unhandled_request const &what);

/**
 * \brief What is told of everything that reaches no handler: a plain function, or a logger's.
 * \details Called on the thread that serves the connection; with several threads, of several connections at the same time. It
 * must not block. What it throws is dropped.
 */
using unhandled_observer = std::function<void(unhandled_request const &)>;

} // namespace tollgate::inline v0

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/net/server/unhandled_request.ipp>
#endif

#endif
