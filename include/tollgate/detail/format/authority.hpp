// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_AUTHORITY_HPP
#define TOLLGATE_DETAIL_FORMAT_AUTHORITY_HPP

#include <tollgate/version.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate::inline v0::detail {

/// A host and its port, as they stand in an address (RFC 3986, section 3.2).
struct authority {
    std::string host; ///< A name, or an address without brackets.
    std::uint16_t port = 0;

    /// As a header names it: an IPv6 address in brackets, the port unless it is the usual one; 0: always.
    [[nodiscard]] std::string text(std::uint16_t usual) const
    {
        std::string made = host.find(':') == host.npos ? host : '[' + host + ']';
        if (port != usual) made.append(1, ':').append(std::to_string(port));
        return made;
    }
};

namespace authority_parts {

[[nodiscard]] constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_hexadecimal(char c) noexcept
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
[[nodiscard]] constexpr bool is_letter(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
/// Names are in ASCII here: those of other alphabets are written as `xn--…`.
[[nodiscard]] constexpr bool is_of_name(char c) noexcept
{
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
}
/// How many groups of an IPv6 address these are, an IPv4 address at their end counting as two; -1 if they are none.
[[nodiscard]] constexpr int count_groups(std::string_view text, bool may_end_in_ipv4)
{
    int count = 0;
    while (!text.empty()) {
        auto const colon = text.find(':');
        auto const group = text.substr(0, colon);
        bool const is_last = colon == text.npos;
        bool const is_ipv4 = is_last && may_end_in_ipv4 && std::ranges::count(group, '.') == 3 &&
                             std::ranges::all_of(group, [](char c) { return is_digit(c) || c == '.'; });
        bool const is_group =
            !group.empty() && group.size() <= 4 && std::ranges::all_of(group, is_hexadecimal);
        if (!is_ipv4 && !is_group) return -1;
        count += is_ipv4 ? 2 : 1;
        if (is_last) break;
        text.remove_prefix(colon + 1);
        if (text.empty()) return -1;
    }
    return count;
}
/// RFC 4291, section 2.2; with a zone behind `%`.
[[nodiscard]] constexpr bool is_ipv6(std::string_view text)
{
    auto const zone = text.find('%');
    auto const address = text.substr(0, zone);
    if (zone != text.npos &&
        (zone + 1 == text.size() || !std::ranges::all_of(text.substr(zone + 1), is_of_name)))
        return false;
    auto const gap = address.find("::");
    if (gap == address.npos) return count_groups(address, true) == 8;
    int const before = count_groups(address.substr(0, gap), false);
    int const behind = count_groups(address.substr(gap + 2), true);
    return before >= 0 && behind >= 0 && before + behind < 8;
}

} // namespace authority_parts

/// \ref authority while nothing of it is kept.
struct authority_view {
    std::string_view host;
    std::uint16_t port = 0;
};

/// `host`, `host:port`, `[::1]:port`, and `::1` without a port; nothing if it is none of these.
[[nodiscard]] constexpr std::optional<authority_view> find_authority(std::string_view text,
                                                                     std::uint16_t usual_port)
{
    std::string_view host = text;
    std::string_view port;
    if (text.starts_with('[')) {
        auto const end = text.find(']');
        if (end == text.npos) return std::nullopt;
        host = text.substr(1, end - 1);
        port = text.substr(end + 1);
        if (!port.empty() && !port.starts_with(':')) return std::nullopt;
    } else if (auto const colon = text.find(':'); colon != text.npos && colon == text.rfind(':')) {
        host = text.substr(0, colon);
        port = text.substr(colon);
    }
    bool const is_address = host.find(':') != host.npos || text.starts_with('[');
    bool const is_host = is_address ? authority_parts::is_ipv6(host)
                                    : !host.empty() && std::ranges::all_of(host, authority_parts::is_of_name);
    if (!is_host) return std::nullopt;

    if (port.size() <= 1) return authority_view{host, usual_port}; // a colon alone names no port
    std::uint32_t number = 0;
    for (char const digit : port.substr(1)) {
        if (!authority_parts::is_digit(digit)) return std::nullopt;
        number = number * 10 + static_cast<std::uint32_t>(digit - '0');
        if (number > 65'535) return std::nullopt;
    }
    if (number == 0) return std::nullopt;
    return authority_view{host, static_cast<std::uint16_t>(number)};
}

/// The same, to be kept.
[[nodiscard]] inline std::optional<authority> read_authority(std::string_view text, std::uint16_t usual_port)
{
    auto const found = find_authority(text, usual_port);
    if (!found) return std::nullopt;
    return authority{std::string{found->host}, found->port};
}

} // namespace tollgate::inline v0::detail

#endif
