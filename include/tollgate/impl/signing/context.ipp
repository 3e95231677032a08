// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_CONTEXT_IPP
#define TOLLGATE_IMPL_SIGNING_CONTEXT_IPP

#include <tollgate/signing/context.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace tollgate::inline v0::signing {

/// The element of an array by its index, counted from 0; null if there is none or the text is no index.
[[nodiscard]] inline parameter const *find_element(std::span<parameter const> in,
                                                   std::string_view index) noexcept
{
    std::size_t left = 0;
    if (!detail::read_integer(index, left)) return nullptr;
    for (std::size_t i = 0; i != in.size(); i += nested(in, i).size() + 1)
        if (left-- == 0) return &in[i];
    return nullptr;
}

parameter const *find_path(std::span<parameter const> in, std::string_view path, bool in_array) noexcept
{
    if (in.empty()) return nullptr;
    if (in_array) {
        std::string_view const index = path.substr(0, path.find('.'));
        parameter const *const found = find_element(in, index);
        if (found == nullptr || index.size() == path.size()) return found;
        return find_path(nested(in, static_cast<std::size_t>(found - in.data())),
                         path.substr(index.size() + 1), found->kind == value_kind::array);
    }
    unsigned short const depth = in.front().depth;
    for (std::size_t i = 0; i != in.size(); ++i) {
        if (in[i].depth != depth) continue;
        if (in[i].name == path) return &in[i];
        if (path.size() > in[i].name.size() && path.starts_with(in[i].name) && path[in[i].name.size()] == '.')
            return find_path(nested(in, i), path.substr(in[i].name.size() + 1),
                             in[i].kind == value_kind::array);
    }
    return nullptr;
}

parameter const *find_on_the_way(std::span<parameter const> in, std::string_view path) noexcept
{
    for (std::size_t dot = path.find('.'); dot != path.npos; dot = path.find('.', dot + 1)) {
        parameter const *const found = find_path(in, path.substr(0, dot));
        if (found == nullptr || found->kind == value_kind::object || found->text == "0") continue;
        std::string_view const next = path.substr(dot + 1, path.find('.', dot + 1) - dot - 1);
        std::size_t index = 0;
        if (found->kind == value_kind::array && detail::read_integer(next, index)) continue;
        if (!detail::says_nothing(*found, in)) return found;
    }
    return nullptr;
}

} // namespace tollgate::inline v0::signing

#endif
