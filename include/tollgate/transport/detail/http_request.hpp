// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TRANSPORT_DETAIL_HTTP_REQUEST_HPP
#define TOLLGATE_TRANSPORT_DETAIL_HTTP_REQUEST_HPP

#include <tollgate/core/version.hpp>
#include <tollgate/transport/transport.hpp>

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/span_body.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::detail {

/// Its body is a view of the caller's.
using http_request = boost::beast::http::request<boost::beast::http::span_body<char const>>;

/// A text that ends its line or word early would start another header, or another request.
[[nodiscard]] inline bool stays_in_its_place(std::string_view text, bool spaces_allowed)
{
    return std::ranges::all_of(text, [&](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return c == '\t' || c == ' ' ? spaces_allowed : byte > 0x20 && byte != 0x7f;
    });
}

/// Whether a text can be a header's name (RFC 9110, section 5.6.2): a colon in it would begin the value.
[[nodiscard]] inline bool is_token(std::string_view text)
{
    constexpr std::string_view besides = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || besides.find(c) != besides.npos;
    });
}

/// What is wrong with a request that must not go out as it is.
[[nodiscard]] inline std::optional<error> find_fault(wire_request const &request)
{
    if (request.method.empty() || request.host.empty() || request.target.empty())
        return error{errc::empty_value, not_sent{}, "A request must have a method, a host and a target."};
    for (auto const &word : {request.method, request.host, request.target})
        if (!stays_in_its_place(word, false))
            return error{errc::control_character, not_sent{},
                         "Method, host and target of a request must not hold spaces or control characters."};
    for (auto const &[name, value] : request.headers)
        if (!is_token(name) || !stays_in_its_place(value, true))
            return error{errc::control_character, not_sent{},
                         "A header of the request has a name that is none, or holds control characters."};
    return std::nullopt;
}

[[nodiscard]] inline http_request make_http_request(wire_request const &from)
{
    namespace http = boost::beast::http;
    http_request to;
    to.version(11);
    to.method_string(from.method);
    to.target(from.target);
    to.set(http::field::user_agent, "tollgate/" TOLLGATE_VERSION_STRING);
    to.set(http::field::accept, "application/json");
    for (auto const &[name, value] : from.headers)
        to.set(name, value);
    // After the given headers: nobody else decides these.
    to.set(http::field::host, from.host);
    to.set(http::field::accept_encoding, "identity");
    to.erase(http::field::transfer_encoding);
    to.erase(http::field::content_length);
    to.body() = {from.body.data(), from.body.size()};
    if (from.method == "POST" || !from.body.empty()) to.content_length(from.body.size());
    return to;
}

} // namespace tollgate::inline v0::detail

#endif
