// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_NET_SERVER_REQUEST_PATH_IPP
#define TOLLGATE_IMPL_NET_SERVER_REQUEST_PATH_IPP

#include <tollgate/detail/format/authority.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/detail/net/server/request_path.hpp>

namespace tollgate::inline v0::detail {

std::string_view without_query(std::string_view target)
{
    return target.substr(0, target.find_first_of("?#"));
}

std::string_view query_in(std::string_view target)
{
    target = target.substr(0, target.find('#'));
    auto const mark = target.find('?');
    return mark == target.npos ? std::string_view{} : target.substr(mark + 1);
}

std::string_view path_of(std::string_view target)
{
    target = without_query(target);
    for (std::string_view const scheme : {"http://", "https://"}) {
        if (!equal_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
        target.remove_prefix(scheme.size());
        auto const slash = target.find('/');
        return slash == target.npos ? std::string_view{"/"} : target.substr(slash);
    }
    return target;
}

std::string route_of(std::string_view target)
{
    namespace parts = authority_parts;
    constexpr std::string_view digits = "0123456789ABCDEF";
    auto const value = [](char c) { return parts::is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10; };
    std::string route{"/"};
    for (std::string_view left = path_of(target); !left.empty();) {
        char next = left.front();
        bool const is_encoded = next == '%' && left.size() > 2 && parts::is_hexadecimal(left[1]) &&
                                parts::is_hexadecimal(left[2]);
        if (is_encoded) next = static_cast<char>(value(left[1]) * 16 + value(left[2]));
        left.remove_prefix(is_encoded ? 3 : 1);
        auto const byte = static_cast<unsigned char>(next);
        bool const stays_encoded = is_encoded && !parts::is_of_name(next) && next != '~';
        if (stays_encoded || byte > 0x7e)
            route.append({'%', digits[byte >> 4U], digits[byte & 15U]});
        else if (next != '/' || route.back() != '/')
            route.push_back(next);
    }
    if (route.size() > 1 && route.ends_with('/')) route.pop_back();
    return route;
}

} // namespace tollgate::inline v0::detail

#endif
