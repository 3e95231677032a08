// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_HTTP_POST_HPP
#define TOLLGATE_SANDBOX_HTTP_POST_HPP

#include <tollgate/error.hpp>
#include <tollgate/header.hpp>
#include <tollgate/transport.hpp>

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace tollgate::inline v0::sandbox {

/// An address of the web, taken apart (RFC 3986, section 3): `https://shop.example:8443/callbacks?shop=1`. One without a scheme
/// is of HTTP.
struct http_address {
    std::string scheme; ///< `http` or `https`.
    std::string host;   ///< A name, or an address without brackets.
    std::string port;
    std::string
        authority;    ///< As the header `Host` names it: with its port where that is not the scheme's own.
    std::string path; ///< With the query, and without a fragment, which is not sent.

    /// \par Errors
    /// \li errc::invalid_address if it is none
    [[nodiscard]] TOLLGATE_DECL static result<http_address> from(std::string_view url);
};

/// The address to which the sandbox posts callbacks.
/// \par Errors
/// \li errc::invalid_address if it is no address of plain HTTP
[[nodiscard]] TOLLGATE_DECL result<http_address> callback_address(std::string_view url);

/// Posts a body over plain HTTP, as a gateway would through the merchant's web server.
/// \param timeout     for each of connecting, sending and waiting for the answer
/// \param content_type what the body is; for a callback with `only_as_form`: `application/x-www-form-urlencoded`
/// \param headers      further ones, such as those that sign it
/// \par Errors
/// \li errc::invalid_address if it is no address of plain HTTP
/// \li errc::connect_failed, errc::connection_failed
[[nodiscard]] TOLLGATE_DECL result<wire_response>
post_callback(std::string_view url, std::string const &body,
              std::chrono::steady_clock::duration timeout = std::chrono::seconds{30},
              std::string_view content_type = "application/json", std::span<owned_header const> headers = {});

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/http_post.ipp>
#endif

#endif
