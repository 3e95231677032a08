// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_NODES_HPP
#define TOLLGATE_SIGNING_NODES_HPP

#include <tollgate/detail/fixed_string.hpp>
#include <tollgate/hash/public_key_policy.hpp>

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
 * that only a surrounding `join` can give a meaning. It also says, as sets and stages do, how many `rows` it takes in
 * the scheme's table (`scheme_table.hpp`), of which all other questions are asked.
 */
template <class N>
concept expression = requires {
    { N::result } -> std::convertible_to<gives>;
    { N::needs_item } -> std::convertible_to<bool>;
    { N::rows } -> std::convertible_to<std::size_t>;
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
    static constexpr std::size_t rows = 1;
    fixed_string<N> text;
};

/// Where a leaf's text comes from.
enum class source {
    operation, ///< The bare last segment of the endpoint's path.
    key,       ///< The account's secret.
    method,    ///< The HTTP method.
    path,      ///< The target without its query.
    target,    ///< Path and query, as they are sent.
    body,      ///< The body's bytes.
    now,       ///< When the request was signed, in Unix seconds.
    nonce,     ///< A text that no other request has.
    name,      ///< Of the field at hand.
    value,     ///< Of the field at hand.
};

template <source From>
struct source_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = From == source::name || From == source::value;
    static constexpr std::size_t rows = 1;
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
    static constexpr std::size_t rows = 1;
    static constexpr std::string_view called = Name.view();
};

// Texts out of texts

template <text_expression L, text_expression R>
struct concat_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = L::needs_item || R::needs_item;
    static constexpr std::size_t rows = 1 + L::rows + R::rows;
    L left;
    R right;
};

/// One text made of another by a map: lower case, an encoding, a program's own function.
template <class Map, expression X>
struct mapped_node {
    static constexpr gives result = Map::result;
    static constexpr bool needs_item = X::needs_item;
    static constexpr std::size_t rows = 1 + X::rows;
    using map = Map;
    X of;
};

/// A program's own function of several texts.
template <auto Function, gives Result, expression... X>
struct call_node {
    static constexpr gives result = Result;
    static constexpr bool needs_item = (X::needs_item || ...);
    static constexpr std::size_t rows = 1 + (0 + ... + X::rows);
    std::tuple<X...> of;
};

/// One text if another is empty, else a third.
template <text_expression Test, text_expression Then, text_expression Else>
struct when_empty_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = Test::needs_item || Then::needs_item || Else::needs_item;
    static constexpr std::size_t rows = 1 + Test::rows + Then::rows + Else::rows;
    Test test;
    Then then;
    Else otherwise;
};

/// What an account's field may say, each for the piece at its place.
template <fixed_string Field, fixed_string... Said>
struct said_by_account {};
template <class Choice, expression... X>
struct account_choice_node;
/// One of several pieces, which a field of the account chooses.
template <fixed_string Field, fixed_string... Said, expression First, expression... X>
struct account_choice_node<said_by_account<Field, Said...>, First, X...> {
    static constexpr gives result = First::result;
    static constexpr bool needs_item = First::needs_item || (X::needs_item || ...);
    static constexpr std::size_t rows = 1 + First::rows + (0 + ... + X::rows);
    std::tuple<First, X...> of;
};

template <std::size_t N, text_expression Item, class Set>
struct join_node {
    static constexpr gives result = gives::text;
    static constexpr bool needs_item = false;
    static constexpr std::size_t rows = 1 + Item::rows + Set::rows;
    fixed_string<N> separator;
    Item item;
    Set set;
};

// Digests

template <hash::algorithm Algorithm, text_expression X>
struct digest_node {
    static constexpr gives result = gives::bytes;
    static constexpr bool needs_item = X::needs_item;
    static constexpr std::size_t rows = 1 + X::rows;
    using algorithm = Algorithm;
    X of;
};
template <hash::algorithm Algorithm, expression Key, text_expression X>
struct hmac_node {
    static constexpr gives result = gives::bytes;
    static constexpr bool needs_item = Key::needs_item || X::needs_item;
    static constexpr std::size_t rows = 1 + Key::rows + X::rows;
    using algorithm = Algorithm;
    Key key;
    X of;
};

/// A signature that only the gateway can make, and its public key verifies.
template <hash::signature_scheme Scheme, text_expression X>
struct public_key_node {
    static constexpr gives result = gives::bytes;
    static constexpr bool needs_item = X::needs_item;
    static constexpr std::size_t rows = 1 + X::rows;
    X of;
};

/// A signature that the merchant makes with one of the account's private keys.
template <hash::signature_scheme Scheme, fixed_string Key, text_expression X>
struct private_key_node {
    static constexpr gives result = gives::bytes;
    static constexpr bool needs_item = X::needs_item;
    static constexpr std::size_t rows = 1 + X::rows;
    X of;
};

/// A signature that only the gateway can make, with one of several keys, among which a text chooses.
template <hash::signature_scheme Scheme, fixed_string Keys, text_expression X, text_expression Choice>
struct keyring_node {
    static constexpr gives result = gives::bytes;
    static constexpr bool needs_item = X::needs_item || Choice::needs_item;
    static constexpr std::size_t rows = 1 + X::rows + Choice::rows;
    X of;
    Choice choice;
};

/// What a key is derived by: the cipher encrypts a text, in CBC from an initial vector of zeros.
enum class cipher { des3_cbc, aes_128_cbc };
/// How the text becomes whole blocks.
enum class padding {
    zero_bytes, ///< Zeros behind it, none where it is whole blocks already.
    pkcs7,      ///< RFC 5652, section 6.3.
};
template <cipher By, padding Padding, expression Key, text_expression X>
struct cipher_node {
    static constexpr gives result = gives::bytes;
    static constexpr bool needs_item = Key::needs_item || X::needs_item;
    static constexpr std::size_t rows = 1 + Key::rows + X::rows;
    Key key;
    X of;
};

/// What stands before the text of a public-key signature and says which key it is: the merchant's own, or one of the gateway's.
template <fixed_string Name>
struct private_key_named {
    using is_named_key = void;
};
template <fixed_string Name, text_expression Choice>
struct key_chosen {
    using is_named_key = void;
    Choice by;
};

// Sets of fields: a source and, each wrapped around the last, what is done with it

template <class S>
concept set = requires {
    typename S::is_set;
    { S::rows } -> std::convertible_to<std::size_t>;
};

template <class S>
concept stage = requires {
    typename S::is_stage;
    { S::rows } -> std::convertible_to<std::size_t>;
};

/// The message's fields at its top level.
struct all_fields {
    using is_set = void;
    static constexpr std::size_t rows = 1;
};
/// Fields by their paths, in this order; one that is absent is empty.
template <fixed_string... Paths>
struct listed_fields {
    using is_set = void;
    static constexpr std::size_t rows = 1;
};
/// The fields whose names a field of the message lists, separated by a comma.
template <fixed_string List>
struct fields_named_in {
    using is_set = void;
    static constexpr std::size_t rows = 1;
};
/// What an object of the message holds.
template <fixed_string Object>
struct fields_within {
    using is_set = void;
    static constexpr std::size_t rows = 1;
};
/// The request's headers.
struct all_headers {
    using is_set = void;
    static constexpr std::size_t rows = 1;
};
/// The pairs of the target's query, decoded.
struct query_fields {
    using is_set = void;
    static constexpr std::size_t rows = 1;
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
    static constexpr std::size_t rows = 1 + From::rows + Stage::rows;
    From from;
    Stage stage;
};

template <fixed_string... Names>
struct but_stage {
    using is_stage = void;
    static constexpr std::size_t rows = 0;
};
template <fixed_string Start>
struct starting_stage {
    using is_stage = void;
    static constexpr std::size_t rows = 0;
};
/// Why a field is left out.
enum class lacking { text, visible_text, value, scalar };
template <lacking What>
struct drop_stage {
    using is_stage = void;
    static constexpr std::size_t rows = 0;
};
template <expression By>
struct by_stage {
    using is_stage = void;
    static constexpr std::size_t rows = By::rows;
    By by;
};
template <fixed_string Name, text_expression X>
struct plus_stage {
    using is_stage = void;
    static constexpr std::size_t rows = X::rows;
    X value;
};
/// What stands before and after the name of a member: `:` and nothing, or `[` and `]`.
template <fixed_string Before, fixed_string After>
struct flattened_stage {
    using is_stage = void;
    static constexpr std::size_t rows = 0;
};
struct reversed_stage {
    using is_stage = void;
    static constexpr std::size_t rows = 0;
};
/// The fields that a field of the message names, in its order.
template <fixed_string List, fixed_string Separator>
struct chosen_stage {
    using is_stage = void;
    static constexpr std::size_t rows = 0;
};
template <fixed_string List, fixed_string Separator>
inline constexpr bool parts_its_list<chosen_stage<List, Separator>> = separated_by<Separator>::is_told;
template <class Map>
struct as_stage {
    using is_stage = void;
    static constexpr std::size_t rows = 0;
    Map map;
};

} // namespace tollgate::inline v0::signing

#endif
