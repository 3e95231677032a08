// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_NODES_HPP
#define TOLLGATE_SIGNING_NODES_HPP

#include <tollgate/core/fixed_string.hpp>
#include <tollgate/hash/hash.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

/// Signing schemes: expressions that read like the sentence in a gateway's document.
namespace tollgate::inline v0::signing {

/// What an expression gives: text that can be joined, or raw bytes that must be encoded first.
enum class gives { text, bytes };

/**
 * \brief A part of a signing expression.
 * \details Every node says what it `result`s in, and whether it `needs_item`: whether it holds a `name` or
 * `value` that only a surrounding `join` can give a meaning.
 */
template <class N>
concept expression = requires
{
    {
        N::result
        } -> std::convertible_to<gives>;
    {
        N::needs_item
        } -> std::convertible_to<bool>;
};

template <class N>
concept text_expression = expression<N> && N::result == gives::text;

template <class N>
concept bytes_expression = expression<N> && N::result == gives::bytes;

// Leaves

template <std::size_t N>
struct literal_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = false;
    fixed_string<N> text;
};
struct operation_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = false;
};
struct key_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = false;
};
struct name_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = true;
};
struct value_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = true;
};

// Texts out of texts

template <text_expression L, text_expression R>
struct concat_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = L::needs_item || R::needs_item;
    L left;
    R right;
};
template <text_expression X>
struct lower_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = X::needs_item;
    X of;
};
template <std::size_t N, text_expression Item, class Set>
struct join_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = false;
    fixed_string<N> separator;
    Item item;
    Set set;
};

// Digests and their encodings

template <hash::algorithm Algorithm, text_expression X>
struct digest_node {
    static constexpr gives result = gives::bytes;
    static constexpr bool needs_item = X::needs_item;
    using algorithm = Algorithm;
    X of;
};
template <hash::algorithm Algorithm, text_expression Key, text_expression X>
struct hmac_node {
    static constexpr gives result = gives::bytes;
    static constexpr bool needs_item = Key::needs_item || X::needs_item;
    using algorithm = Algorithm;
    Key key;
    X of;
};

enum class letters { lower, upper };

template <letters Case, bytes_expression X>
struct hex_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = X::needs_item;
    X of;
};

// Sets of fields: a source and, each wrapped around the last, what is done with it

template <class S>
concept set = requires
{
    typename S::is_set;
};

template <class S>
concept stage = requires
{
    typename S::is_stage;
};

struct all_fields {
    using is_set = void;
};
template <set From, stage Stage>
struct staged {
    using is_set = void;
    From from;
    Stage stage;
};

template <fixed_string Name>
struct but_stage {
    using is_stage = void;
    static constexpr std::string_view left_out = Name.view();
};
struct nonblank_stage {
    using is_stage = void;
};
struct nonnull_stage {
    using is_stage = void;
};
struct by_name_stage {
    using is_stage = void;
};
template <class Map>
struct as_stage {
    using is_stage = void;
    Map map;
};

} // namespace tollgate::inline v0::signing

#endif
