// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_NET_CLIENT_HTTP_REQUEST_HPP
#define TOLLGATE_DETAIL_NET_CLIENT_HTTP_REQUEST_HPP

#include <tollgate/detail/format/authority.hpp>
#include <tollgate/detail/format/http_text.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/https_options.hpp>
#include <tollgate/transport.hpp>
#include <tollgate/version.hpp>
#include <tollgate/wipe.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tollgate::inline v0::detail {

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

/// What is wrong with a proxy that cannot be asked.
[[nodiscard]] inline std::optional<error> find_fault(std::optional<http_proxy> const &proxy)
{
    if (!proxy) return std::nullopt;
    auto const hop = read_authority(proxy->host, 1);
    if (!hop || hop->port != 1 || proxy->port == 0)
        return error{
            errc::invalid_address, not_sent{},
            "`http_proxy::host` must be a name or an address alone; its port stands in `http_proxy::port`."};
    if (proxy->authorization && !stays_in_its_place(secret_access::text(*proxy->authorization), true))
        return error{errc::control_character, not_sent{},
                     "`http_proxy::authorization` holds a control character, such as the end of a line; give "
                     "the header's value alone."};
    return std::nullopt;
}

/// The bytes of a request: one text, which is one TLS record, and the body where it is too large to be copied into it.
struct http_request {
    std::string text;
    std::string_view rest{}; ///< A view of the caller's.

    ~http_request() { wipe(text.data(), text.size()); } // its headers may hold credentials
};

/// Of two headers of one name the last one counts.
/// \param host the header `Host`
[[nodiscard]] inline http_request make_http_request(wire_request const &from, std::string_view host)
{
    constexpr std::size_t most_copied = 8 * 1024;
    bool const is_copied = from.body.size() <= most_copied;
    std::string to;
    std::size_t size =
        from.method.size() + from.target.size() + host.size() + 160 + (is_copied ? from.body.size() : 0);
    for (auto const &[name, value] : from.headers)
        size += name.size() + value.size() + 4;
    to.reserve(size);
    auto const put = [&to](auto... texts) { (to.append(texts), ...); };
    auto const are_given = [](std::span<header const> headers, std::string_view name) {
        return std::ranges::any_of(headers,
                                   [name](header const &h) { return equal_ignoring_case(h.name, name); });
    };

    put(from.method, " ", from.target, " HTTP/1.1\r\nHost: ", host, "\r\nAccept-Encoding: identity\r\n");
    if (!are_given(from.headers, "User-Agent")) put("User-Agent: tollgate/" TOLLGATE_VERSION_STRING "\r\n");
    if (!are_given(from.headers, "Accept")) put("Accept: application/json\r\n");
    for (std::size_t i = 0; i != from.headers.size(); ++i) {
        auto const &[name, value] = from.headers[i];
        if (!is_decided(name) && !are_given(from.headers.subspan(i + 1), name))
            put(name, ": ", value, "\r\n");
    }
    bool const may_have_body = from.method == "POST" || from.method == "PUT" || from.method == "PATCH";
    if (may_have_body || !from.body.empty())
        put("Content-Length: ", std::to_string(from.body.size()), "\r\n");
    put("\r\n");
    if (!is_copied) return {std::move(to), from.body};
    put(from.body);
    return {std::move(to)};
}

} // namespace tollgate::inline v0::detail

#endif
