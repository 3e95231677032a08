// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_PATH_TEMPLATE_HPP
#define TOLLGATE_DETAIL_FORMAT_PATH_TEMPLATE_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/text_writer.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

/// \file
/// Paths with values in them: `/payments/{id}/capture`.

namespace tollgate::inline v0::detail {

/// As `find`, which is no constant expression under UBSan of g++ 12.
[[nodiscard]] constexpr std::size_t offset_of(char sought, std::string_view in, std::size_t from = 0) noexcept
{
    for (; from < in.size(); ++from)
        if (in[from] == sought) return from;
    return in.npos;
}

/// Fixed text, and the name of the field whose value follows it; no name at the end.
struct path_piece {
    std::string_view text;
    std::string_view name;
};

/// The first piece of a path whose braces are sound, which is taken off it.
[[nodiscard]] constexpr path_piece take_piece(std::string_view &path) noexcept
{
    std::size_t const open = offset_of('{', path);
    if (open == path.npos) {
        path_piece const last{path, {}};
        path = {};
        return last;
    }
    std::size_t const close = offset_of('}', path, open);
    path_piece const piece{path.substr(0, open), path.substr(open + 1, close - open - 1)};
    path.remove_prefix(close + 1);
    return piece;
}

/// Whether a path with a query of its own stands in an HTTP request line as it is (RFC 3986, 3.3 and 3.4), but for values in braces.
[[nodiscard]] constexpr bool is_sendable_path(std::string_view path) noexcept
{
    return path.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  "-._~!$&'()*+,;=:@/?%{}[]") == path.npos;
}

[[nodiscard]] constexpr bool has_values(std::string_view path) noexcept
{
    return offset_of('{', path) != path.npos;
}

/// Whether a `{name}` stands in what follows it.
[[nodiscard]] constexpr bool names_again(std::string_view rest, std::string_view in_braces) noexcept
{
    for (std::size_t at = offset_of('{', rest); at != rest.npos; at = offset_of('{', rest, at + 1))
        if (rest.substr(at, in_braces.size()) == in_braces) return true;
    return false;
}

/// Whether each `{name}` has a name, no second one beside it between two slashes, and none is there twice; a query has none.
[[nodiscard]] constexpr bool has_sound_braces(std::string_view path) noexcept
{
    std::string_view rest = path.substr(0, offset_of('?', path));
    if (path.substr(rest.size()).find_first_of("{}") != path.npos) return false;
    while (!rest.empty()) {
        std::string_view const segment = rest.substr(0, offset_of('/', rest));
        rest.remove_prefix(segment.size() == rest.size() ? rest.size() : segment.size() + 1);
        std::size_t const open = segment.find_first_of("{}");
        if (open == segment.npos) continue;
        std::size_t const close = segment.find_first_of("{}", open + 1);
        if (segment[open] != '{' || close == segment.npos || segment[close] != '}' || close == open + 1 ||
            segment.find_first_of("{}", close + 1) != segment.npos ||
            names_again(rest, segment.substr(open, close - open + 1)))
            return false;
    }
    return true;
}

/// Whether a path has a value of this name.
[[nodiscard]] constexpr bool names_value(std::string_view path, std::string_view name) noexcept
{
    while (!path.empty())
        if (take_piece(path).name == name) return true;
    return false;
}

/// Whether a value stays in its place: it is no other resource's name, however proxies and servers read it.
[[nodiscard]] constexpr bool fits_in_path(std::string_view value) noexcept
{
    return !value.empty() && value != "." && value != ".." && value.find_first_of("/?#\\") == value.npos;
}

/// Writes a path with its values, percent-encoded.
TOLLGATE_DECL void write_path(std::string_view path, std::span<parameter const> values, text_writer &out);

/**
 * \brief Reads the values out of a target that has this path.
 * \param to null: they are not wanted
 * \return what follows the path, from its `?` or `&` on; nothing if the target has another path
 */
[[nodiscard]] TOLLGATE_DECL std::optional<std::string_view>
match_path(std::string_view path, std::string_view target, parameter_list *to);

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/format/path_template.ipp>
#endif

#endif
