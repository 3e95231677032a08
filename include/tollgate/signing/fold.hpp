// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_FOLD_HPP
#define TOLLGATE_SIGNING_FOLD_HPP

#include <tollgate/signing/nodes.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

/// \file
/// The one place that knows what stands inside each node of a scheme. A question about a whole scheme is asked with
/// `any_node` or `each_node`, and says nothing about nodes that it does not concern.

namespace tollgate::inline v0::signing {

/**
 * \brief What stands inside a node: `of(node)` gives its parts as a tuple of references.
 * \details There is no general case on purpose: a node without its line here does not compile, and so is in no scheme overlooked.
 */
template <class Node>
struct parts;

/// Of a node that holds no other.
struct no_parts {
    [[nodiscard]] static constexpr std::tuple<> of(auto const &) noexcept { return {}; }
};

template <std::size_t N>
struct parts<literal_node<N>> : no_parts {};
template <source From>
struct parts<source_node<From>> : no_parts {};
template <named What, fixed_string Name>
struct parts<named_node<What, Name>> : no_parts {};
template <class L, class R>
struct parts<concat_node<L, R>> {
    [[nodiscard]] static constexpr auto of(auto const &n) noexcept { return std::tie(n.left, n.right); }
};
template <class Map, class X>
struct parts<mapped_node<Map, X>> {
    [[nodiscard]] static constexpr auto of(auto const &n) noexcept { return std::tie(n.of); }
};
template <auto Function, gives Result, class... X>
struct parts<call_node<Function, Result, X...>> {
    [[nodiscard]] static constexpr auto of(auto const &n) noexcept
    {
        return std::apply([](auto const &...texts) { return std::tie(texts...); }, n.of);
    }
};
template <class Test, class Then, class Else>
struct parts<when_empty_node<Test, Then, Else>> {
    [[nodiscard]] static constexpr auto of(auto const &n) noexcept
    {
        return std::tie(n.test, n.then, n.otherwise);
    }
};
template <std::size_t N, class Item, class Set>
struct parts<join_node<N, Item, Set>> {
    [[nodiscard]] static constexpr auto of(auto const &n) noexcept { return std::tie(n.item, n.set); }
};
template <class Algorithm, class X>
struct parts<digest_node<Algorithm, X>> {
    [[nodiscard]] static constexpr auto of(auto const &n) noexcept { return std::tie(n.of); }
};
template <class Algorithm, class Key, class X>
struct parts<hmac_node<Algorithm, Key, X>> {
    [[nodiscard]] static constexpr auto of(auto const &n) noexcept { return std::tie(n.key, n.of); }
};
template <class Scheme, class X>
struct parts<public_key_node<Scheme, X>> {
    [[nodiscard]] static constexpr auto of(auto const &n) noexcept { return std::tie(n.of); }
};

template <>
struct parts<all_fields> : no_parts {};
template <fixed_string... Paths>
struct parts<listed_fields<Paths...>> : no_parts {};
template <fixed_string List>
struct parts<fields_named_in<List>> : no_parts {};
template <fixed_string Object>
struct parts<fields_within<Object>> : no_parts {};
template <>
struct parts<all_headers> : no_parts {};
template <>
struct parts<query_fields> : no_parts {};
template <class From, class Stage>
struct parts<staged<From, Stage>> {
    [[nodiscard]] static constexpr auto of(auto const &n) noexcept { return std::tie(n.from, n.stage); }
};

template <fixed_string... Names>
struct parts<but_stage<Names...>> : no_parts {};
template <fixed_string Start>
struct parts<starting_stage<Start>> : no_parts {};
template <lacking What>
struct parts<drop_stage<What>> : no_parts {};
template <class By>
struct parts<by_stage<By>> {
    [[nodiscard]] static constexpr auto of(auto const &n) noexcept { return std::tie(n.by); }
};
template <fixed_string Name, class X>
struct parts<plus_stage<Name, X>> {
    [[nodiscard]] static constexpr auto of(auto const &n) noexcept { return std::tie(n.value); }
};
template <fixed_string Before, fixed_string After>
struct parts<flattened_stage<Before, After>> : no_parts {};
template <>
struct parts<reversed_stage> : no_parts {};
template <fixed_string List, fixed_string Separator>
struct parts<chosen_stage<List, Separator>> : no_parts {};
template <class Map>
struct parts<as_stage<Map>> : no_parts {};

/// The types of a node's parts.
template <class Node>
using parts_of = decltype(parts<Node>::of(std::declval<Node const &>()));

/// Asks the parts of a node, not the node itself, until one says yes: `ask.template operator()<Part>()`.
template <class Node, class Ask>
[[nodiscard]] constexpr bool any_part([[maybe_unused]] Ask ask)
{
    return []<class... P>(std::type_identity<std::tuple<P...>>, [[maybe_unused]] Ask asked) {
        return (false || ... || asked.template operator()<std::remove_cvref_t<P>>());
    }(std::type_identity<parts_of<Node>>{}, ask);
}

/// Asks a node and all that stands inside it, until one says yes: `ask.template operator()<Node>()`.
template <class Node, class Ask>
[[nodiscard]] constexpr bool any_node(Ask ask)
{
    return ask.template operator()<Node>() ||
           []<class... P>(std::type_identity<std::tuple<P...>>, [[maybe_unused]] Ask asked) {
               return (false || ... || any_node<std::remove_cvref_t<P>>(asked));
           }(std::type_identity<parts_of<Node>>{}, ask);
}

/// Shows the parts of a node, not the node itself, to `visit(part)`.
template <class Node>
constexpr void each_part(Node const &node, [[maybe_unused]] auto visit)
{
    auto const inside = parts<Node>::of(node);
    if constexpr (std::tuple_size_v<decltype(inside)> != 0)
        std::apply([&visit](auto const &...part) { (visit(part), ...); }, inside);
}

/// Shows a node and all that stands inside it, parents first, to `visit(node)`.
template <class Node, class Visit>
constexpr void each_node(Node const &node, Visit &visit)
{
    visit(node);
    each_part(node, [&visit](auto const &part) { each_node(part, visit); });
}

} // namespace tollgate::inline v0::signing

#endif
