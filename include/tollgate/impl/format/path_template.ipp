// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_FORMAT_PATH_TEMPLATE_IPP
#define TOLLGATE_IMPL_FORMAT_PATH_TEMPLATE_IPP

#include <tollgate/detail/format/hex.hpp>
#include <tollgate/detail/format/path_template.hpp>
#include <tollgate/detail/format/percent_encoding.hpp>

namespace tollgate::inline v0::detail {

/// What stays in a path as it is: the unreserved characters of RFC 3986, and the star, which all gateways' own programs leave.
using path_encoding = percent_encoding<"-._~*">;

void write_path(std::string_view path, std::span<parameter const> values, text_writer &out)
{
    while (!path.empty()) {
        path_piece const piece = take_piece(path);
        out.append(piece.text);
        if (parameter const *const value = piece.name.empty() ? nullptr : find(values, piece.name))
            path_encoding::append(value->text, out);
    }
}

/// Of a path, where a plus is no blank; nothing if a `%` is not followed by two hexadecimal digits.
[[nodiscard]] inline std::optional<std::string_view> decode_segment(std::string_view text, text_arena &to)
{
    if (text.find('%') == text.npos) return text;
    while (!text.empty()) {
        std::string_view const plain = text.substr(0, text.find('%'));
        to.append(plain);
        text.remove_prefix(plain.size());
        if (text.empty()) break;
        std::optional<char> const byte = hex_byte(text, 1);
        if (!byte) return std::nullopt;
        to.append(std::string_view{&*byte, 1});
        text.remove_prefix(3);
    }
    return to.finish();
}

std::optional<std::string_view> match_path(std::string_view path, std::string_view target, parameter_list *to)
{
    bool const has_query = path.find('?') != path.npos;
    while (!path.empty()) {
        path_piece const piece = take_piece(path);
        if (!target.starts_with(piece.text)) return std::nullopt;
        target.remove_prefix(piece.text.size());
        if (piece.name.empty()) break;
        // What stands behind the value in the same segment is no part of it.
        std::string_view const segment = target.substr(0, target.find_first_of("/?"));
        std::string_view const behind = path.substr(0, path.find_first_of("/?"));
        if (segment.size() <= behind.size() || !segment.ends_with(behind)) return std::nullopt;
        std::string_view const value = segment.substr(0, segment.size() - behind.size());
        target.remove_prefix(value.size());
        if (to == nullptr) continue;
        auto const decoded = decode_segment(value, to->texts());
        if (!decoded) return std::nullopt;
        to->add({.name = piece.name, .text = *decoded});
    }
    if (!target.empty() && target.front() != (has_query ? '&' : '?')) return std::nullopt;
    return target;
}

} // namespace tollgate::inline v0::detail

#endif
