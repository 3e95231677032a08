// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_HTTP_URL_IPP
#define TOLLGATE_IMPL_HTTP_URL_IPP

#include <tollgate/http_url.hpp>

#include <algorithm>
#include <cstddef>
#include <stdexcept>

namespace tollgate::inline v0 {

namespace detail {

/// Behind the scheme and `//`; nothing if the text does not begin with them.
[[nodiscard]] inline std::string_view behind_http_scheme(std::string_view text) noexcept
{
    constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    for (std::string_view const start : {"https://", "http://"})
        if (std::ranges::equal(text.substr(0, start.size()), start, {}, lower))
            return text.substr(start.size());
    return {};
}

/// A number up to 65535, or nothing at all: a colon alone names no port.
[[nodiscard]] inline bool is_port(std::string_view text) noexcept
{
    unsigned number = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return false;
        number = number * 10 + static_cast<unsigned>(c - '0');
        if (number > 65'535) return false;
    }
    return true;
}

bool is_http_url(std::string_view text) noexcept
{
    constexpr auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; };
    if (std::ranges::any_of(text, is_control)) return false;
    std::string_view const rest = behind_http_scheme(text);
    std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    // Names in other alphabets stay; these characters stand in no host, and a browser goes nowhere, or elsewhere.
    if (authority.find_first_of(" \"<>\\^`{|}") != authority.npos) return false;
    authority.remove_prefix(authority.rfind('@') + 1); // of the user's name; nothing, where there is none
    if (authority.starts_with('[')) {
        std::size_t const end = authority.find(']');
        if (end == authority.npos) return false;
        std::string_view const address = authority.substr(1, end - 1);
        std::string_view const port = authority.substr(end + 1);
        bool const is_ip = address.find(':') != address.npos &&
                           address.find_first_not_of("0123456789abcdefABCDEF:.") == address.npos;
        return is_ip && (port.empty() || (port.starts_with(':') && is_port(port.substr(1))));
    }
    std::size_t const colon = authority.find(':');
    std::string_view const host = authority.substr(0, colon);
    bool const is_host = !host.empty() && host.find_first_of("%[]") == host.npos;
    return is_host && (colon == authority.npos || is_port(authority.substr(colon + 1)));
}

} // namespace detail

result<http_url> http_url::parse(std::string_view text)
{
    if (!detail::is_http_url(text))
        return error{errc::invalid_address, not_sent{},
                     "This is no absolute http or https URL, such as `https://pay.example/form/1`."}
            .without_outcome();
    return http_url{text};
}

std::string http_url::checked(std::string text)
{
    if (!text.empty() && !detail::is_http_url(text))
        throw std::invalid_argument{"tollgate: an address for a payer's browser must be an absolute http or "
                                    "https URL, such as https://pay.example/form/1"};
    return text;
}

} // namespace tollgate::inline v0

#endif
