// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_PLAIN_ITEM_HPP
#define TOLLGATE_SIGNING_PLAIN_ITEM_HPP

#include <tollgate/format/eight_bytes.hpp>
#include <tollgate/format/parameter.hpp>
#include <tollgate/signing/nodes.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <cstddef>
#include <cstring>
#include <string_view>

/// \file
/// Items of a join that are made of names, values and fixed text: their size is known before they are written, so that a
/// whole join is written in one go, without looking up the place from one piece to the next.

namespace tollgate::inline v0::signing {

template <class X>
inline constexpr bool is_plain_item = false;
template <std::size_t N>
inline constexpr bool is_plain_item<literal_node<N>> = true;
template <>
inline constexpr bool is_plain_item<name_node> = true;
template <>
inline constexpr bool is_plain_item<value_node> = true;
template <>
inline constexpr bool is_plain_item<mapped_node<maps::lower, name_node>> = true;
template <class L, class R>
inline constexpr bool is_plain_item<concat_node<L, R>> = is_plain_item<L> && is_plain_item<R>;

namespace plain_item {

[[nodiscard]] inline std::size_t size_of(name_node, parameter const &at) noexcept
{
    return at.name.size();
}
[[nodiscard]] inline std::size_t size_of(value_node, parameter const &at) noexcept
{
    return at.text.size();
}
template <std::size_t N>
[[nodiscard]] std::size_t size_of(literal_node<N> const &node, parameter const &) noexcept
{
    return node.text.view().size();
}
[[nodiscard]] inline std::size_t size_of(mapped_node<maps::lower, name_node>, parameter const &at) noexcept
{
    return at.name.size();
}
template <class L, class R>
[[nodiscard]] std::size_t size_of(concat_node<L, R> const &node, parameter const &at) noexcept
{
    return size_of(node.left, at) + size_of(node.right, at);
}

/// Copies a text and returns its end; an empty one may have no place at all.
[[nodiscard]] inline char *copy(std::string_view text, char *to) noexcept
{
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    return to + text.size();
}

[[nodiscard]] inline char *write(name_node, parameter const &at, char *to) noexcept
{
    return copy(at.name, to);
}
[[nodiscard]] inline char *write(value_node, parameter const &at, char *to) noexcept
{
    return copy(at.text, to);
}
template <std::size_t N>
[[nodiscard]] char *write(literal_node<N> const &node, parameter const &, char *to) noexcept
{
    return copy(node.text.view(), to);
}
[[nodiscard]] inline char *write(mapped_node<maps::lower, name_node>, parameter const &at, char *to) noexcept
{
    return detail::eight_bytes::copy_in_lower_case(at.name, to);
}
template <class L, class R>
[[nodiscard]] char *write(concat_node<L, R> const &node, parameter const &at, char *to) noexcept
{
    return write(node.right, at, write(node.left, at, to));
}

} // namespace plain_item

} // namespace tollgate::inline v0::signing

#endif
