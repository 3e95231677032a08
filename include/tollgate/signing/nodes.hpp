// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_NODES_HPP
#define TOLLGATE_SIGNING_NODES_HPP

#include <tollgate/core/fixed_string.hpp>
#include <tollgate/hash/public_key.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>

/// Signing schemes: expressions that read like the sentence in a gateway's document.
namespace tollgate::inline v0::signing {

/// What an expression gives: text that can be joined, or raw bytes that must be encoded first.
enum class gives { text, bytes };

/**
 * \brief A part of a signing expression.
 * \details Every node says what it `result`s in, and whether it `needs_item`: whether it holds a `name` or `value`
 * that only a surrounding `join` can give a meaning. It also says, as sets and stages do, whether it `needs_account`: whether
 * it shows a field of the account that is no secret.
 */
template <class N>
concept expression = requires {
    { N::result } -> std::convertible_to<gives>;
    { N::needs_item } -> std::convertible_to<bool>;
    { N::needs_account } -> std::convertible_to<bool>;
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
    static constexpr bool needs_account = false;
    fixed_string<N> text;
};

/// Where a leaf's text comes from.
enum class source {
    operation, ///< The bare last segment of the endpoint's path.
    key,       ///< The account's secret.
    method,    ///< The HTTP method.
    path,      ///< The target without its query.
    body,      ///< The body's bytes.
    name,      ///< Of the field at hand.
    value,     ///< Of the field at hand.
};

template <source From>
struct source_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = From == source::name || From == source::value;
    static constexpr bool needs_account = false;
};
using name_node = source_node<source::name>;
using value_node = source_node<source::value>;

/// What a named leaf names.
enum class named {
    secret,  ///< One of the account's secrets.
    account, ///< Another field of the account, sent or not.
    field,   ///< A field of the message, by its path: `amount` or `bill.amount.value`.
    header,  ///< A header, without regard to case.
};

template <named What, fixed_string Name>
struct named_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = false;
    static constexpr bool needs_account = What == named::account;
    static constexpr std::string_view called = Name.view();
};

// Texts out of texts

template <text_expression L, text_expression R>
struct concat_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = L::needs_item || R::needs_item;
    static constexpr bool needs_account = L::needs_account || R::needs_account;
    L left;
    R right;
};

/// One text made of another by a map: lower case, an encoding, a program's own function.
template <class Map, expression X>
struct mapped_node {
    static constexpr gives result = Map::result;
    static constexpr bool needs_item = X::needs_item;
    static constexpr bool needs_account = X::needs_account;
    using map = Map;
    X of;
};

/// A program's own function of several texts.
template <auto Function, gives Result, expression... X>
struct call_node {
    static constexpr gives result = Result;
    static constexpr bool needs_item = (X::needs_item || ...);
    static constexpr bool needs_account = (X::needs_account || ...);
    std::tuple<X...> of;
};

/// One text if another is empty, else a third.
template <text_expression Test, text_expression Then, text_expression Else>
struct when_empty_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = Test::needs_item || Then::needs_item || Else::needs_item;
    static constexpr bool needs_account = Test::needs_account || Then::needs_account || Else::needs_account;
    Test test;
    Then then;
    Else otherwise;
};

template <std::size_t N, text_expression Item, class Set>
struct join_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = false;
    static constexpr bool needs_account = Item::needs_account || Set::needs_account;
    fixed_string<N> separator;
    Item item;
    Set set;
};

// Digests

template <hash::algorithm Algorithm, text_expression X>
struct digest_node {
    static constexpr gives result = gives::bytes;
    static constexpr bool needs_item = X::needs_item;
    static constexpr bool needs_account = X::needs_account;
    using algorithm = Algorithm;
    X of;
};
template <hash::algorithm Algorithm, expression Key, text_expression X>
struct hmac_node {
    static constexpr gives result = gives::bytes;
    static constexpr bool needs_item = Key::needs_item || X::needs_item;
    static constexpr bool needs_account = Key::needs_account || X::needs_account;
    using algorithm = Algorithm;
    Key key;
    X of;
};

/// A signature that only the gateway can make, and its public key verifies.
template <hash::signature_scheme Scheme, text_expression X>
struct public_key_node {
    static constexpr gives result = gives::bytes;
    static constexpr bool needs_item = X::needs_item;
    static constexpr bool needs_account = X::needs_account;
    X of;
};

// Sets of fields: a source and, each wrapped around the last, what is done with it

template <class S>
concept set = requires {
    typename S::is_set;
    { S::needs_account } -> std::convertible_to<bool>;
};

template <class S>
concept stage = requires {
    typename S::is_stage;
    { S::needs_account } -> std::convertible_to<bool>;
};

/// The message's fields at its top level.
struct all_fields {
    using is_set = void;
    static constexpr bool needs_account = false;
};
/// Fields by their paths, in this order; one that is absent is empty.
template <fixed_string... Paths>
struct listed_fields {
    using is_set = void;
    static constexpr bool needs_account = false;
};
/// The fields whose names a field of the message lists, separated by a comma.
template <fixed_string List>
struct fields_named_in {
    using is_set = void;
    static constexpr bool needs_account = false;
};
/// What an object of the message holds.
template <fixed_string Object>
struct fields_within {
    using is_set = void;
    static constexpr bool needs_account = false;
};
/// The request's headers.
struct all_headers {
    using is_set = void;
    static constexpr bool needs_account = false;
};
/// The pairs of the target's query, decoded.
struct query_fields {
    using is_set = void;
    static constexpr bool needs_account = false;
};
/// What a list that a message carries is taken apart at: nothing would part it without end.
template <fixed_string Separator>
struct separated_by {
    static constexpr bool is_told = true; // so that it is said once
    static_assert(!Separator.view().empty(),
                  "tollgate: what separates the items of a list must be some text: write "
                  "`chosen_by<\"order\", \"|\">`, `in_header_list<\"X\", \",\", \"v1=\">` "
                  "[tollgate.signing.separator]");
};

/// Asked where a stage is applied, which is the line of whoever wrote it.
template <class Stage>
inline constexpr bool parts_its_list = true;

template <set From, stage Stage>
struct staged {
    using is_set = void;
    static_assert(parts_its_list<Stage>);
    static constexpr bool needs_account = From::needs_account || Stage::needs_account;
    From from;
    Stage stage;
};

template <fixed_string... Names>
struct but_stage {
    using is_stage = void;
    static constexpr bool needs_account = false;
};
template <fixed_string Start>
struct starting_stage {
    using is_stage = void;
    static constexpr bool needs_account = false;
};
/// Why a field is left out.
enum class lacking { text, visible_text, value, scalar };
template <lacking What>
struct drop_stage {
    using is_stage = void;
    static constexpr bool needs_account = false;
};
template <expression By>
struct by_stage {
    using is_stage = void;
    static constexpr bool needs_account = By::needs_account;
    By by;
};
template <fixed_string Name, text_expression X>
struct plus_stage {
    using is_stage = void;
    static constexpr bool needs_account = X::needs_account;
    X value;
};
/// What stands before and after the name of a member: `:` and nothing, or `[` and `]`.
template <fixed_string Before, fixed_string After>
struct flattened_stage {
    using is_stage = void;
    static constexpr bool needs_account = false;
};
struct reversed_stage {
    using is_stage = void;
    static constexpr bool needs_account = false;
};
/// The fields that a field of the message names, in its order.
template <fixed_string List, fixed_string Separator>
struct chosen_stage {
    using is_stage = void;
    static constexpr bool needs_account = false;
};
template <fixed_string List, fixed_string Separator>
inline constexpr bool parts_its_list<chosen_stage<List, Separator>> = separated_by<Separator>::is_told;
template <class Map>
struct as_stage {
    using is_stage = void;
    static constexpr bool needs_account = false;
    Map map;
};

/// Whether an expression shows the value of the field at hand.
template <class X>
inline constexpr bool holds_value = false;
template <>
inline constexpr bool holds_value<value_node> = true;
template <class L, class R>
inline constexpr bool holds_value<concat_node<L, R>> = holds_value<L> || holds_value<R>;
template <class M, class X>
inline constexpr bool holds_value<mapped_node<M, X>> = holds_value<X>;
template <class T, class A, class B>
inline constexpr bool holds_value<when_empty_node<T, A, B>> = holds_value<A> || holds_value<B>;
template <auto F, gives G, class... X>
inline constexpr bool holds_value<call_node<F, G, X...>> = (holds_value<X> || ...);
template <class A, class X>
inline constexpr bool holds_value<digest_node<A, X>> = holds_value<X>;
template <class A, class K, class X>
inline constexpr bool holds_value<hmac_node<A, K, X>> = holds_value<K> || holds_value<X>;

} // namespace tollgate::inline v0::signing

#endif
