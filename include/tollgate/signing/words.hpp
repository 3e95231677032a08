// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_WORDS_HPP
#define TOLLGATE_SIGNING_WORDS_HPP

#include <tollgate/signing/maps.hpp>
#include <tollgate/signing/nodes.hpp>

/// \file
/// The words in which a signing scheme is written. `using namespace tollgate::signing;` where schemes are
/// declared.

namespace tollgate::inline v0::signing {

template <set S, stage T>
[[nodiscard]] consteval staged<S, T> operator|(S from, T next)
{
    return {from, next};
}

template <text_expression L, text_expression R>
[[nodiscard]] consteval concat_node<L, R> operator+(L left, R right)
{
    return {left, right};
}
template <text_expression L, std::size_t N>
[[nodiscard]] consteval concat_node<L, literal_node<N>> operator+(L left, char const (&right)[N])
{
    return {left, {right}};
}
template <std::size_t N, text_expression R>
[[nodiscard]] consteval concat_node<literal_node<N>, R> operator+(char const (&left)[N], R right)
{
    return {{left}, right};
}

namespace rule_checks {

/// In place of what cannot be joined, so that nothing else is said.
template <expression X>
consteval literal_node<1> refuse_bytes(X)
{
    constexpr bool is_text = X::result == gives::text;
    static_assert(is_text, "tollgate: a digest must be encoded before it is joined: write `hex(md5(...))` "
                           "[tollgate.signing.raw_digest]");
    return {{""}};
}

} // namespace rule_checks

template <bytes_expression L, class R>
[[nodiscard]] consteval literal_node<1> operator+(L left, R const &)
{
    return rule_checks::refuse_bytes(left);
}
template <text_expression L, bytes_expression R>
[[nodiscard]] consteval literal_node<1> operator+(L, R right)
{
    return rule_checks::refuse_bytes(right);
}
template <std::size_t N, bytes_expression R>
[[nodiscard]] consteval literal_node<1> operator+(char const (&)[N], R right)
{
    return rule_checks::refuse_bytes(right);
}

namespace words {

/// The bare last segment of the endpoint's path: `init_form` for `/init_form`.
inline constexpr operation_node operation{};
/// The account's secret.
inline constexpr key_node key{};
/// Inside `join`: the name of the field at hand.
inline constexpr name_node name{};
/// Inside `join`: the value of the field at hand, as text.
inline constexpr value_node value{};

/// Every field of the message at its top level, in the order in which it is sent or was received.
inline constexpr all_fields fields{};
/// Leaves out the field of this name, usually the signature itself.
template <fixed_string Name>
inline constexpr but_stage<Name> but{};
/// Leaves out values that are empty or only blanks.
inline constexpr nonblank_stage nonblank{};
/// Leaves out JSON `null`.
inline constexpr nonnull_stage nonnull{};
/// Orders by name, byte by byte.
inline constexpr by_name_stage by_name{};
using signing::php_text;
using signing::python_text;
/// Maps every value to text in a gateway's own way: \ref python_text, \ref php_text.
template <class Map>
[[nodiscard]] consteval as_stage<Map> as(Map map)
{
    return {map};
}

/// ASCII letters in lower case.
template <text_expression X>
[[nodiscard]] consteval lower_node<X> lower(X of)
{
    return {of};
}

/// The item once for each field of the set, with the separator between them; a terminator is part of the
/// item.
template <std::size_t N, text_expression Item, set Set>
[[nodiscard]] consteval join_node<N, Item, Set> join(char const (&separator)[N], Item item, Set of)
{
    static_assert(Item::needs_item,
                  "tollgate: the item of a join must hold `name` or `value`: write "
                  "`join(separator, name + \"=\" + value, fields)` [tollgate.signing.item]");
    return {separator, item, of};
}

template <text_expression X>
[[nodiscard]] consteval digest_node<hash::md5, X> md5(X of)
{
    return {of};
}
template <text_expression X>
[[nodiscard]] consteval digest_node<hash::sha1, X> sha1(X of)
{
    return {of};
}
template <text_expression X>
[[nodiscard]] consteval digest_node<hash::sha256, X> sha256(X of)
{
    return {of};
}
template <text_expression X>
[[nodiscard]] consteval digest_node<hash::sha384, X> sha384(X of)
{
    return {of};
}
template <text_expression X>
[[nodiscard]] consteval digest_node<hash::sha512, X> sha512(X of)
{
    return {of};
}

template <text_expression K, text_expression X>
[[nodiscard]] consteval hmac_node<hash::sha256, K, X> hmac_sha256(K keyed_by, X of)
{
    return {keyed_by, of};
}
template <text_expression K, text_expression X>
[[nodiscard]] consteval hmac_node<hash::sha512, K, X> hmac_sha512(K keyed_by, X of)
{
    return {keyed_by, of};
}

/// A digest in hexadecimal digits, lower case; upper case is accepted when verifying.
template <bytes_expression X>
[[nodiscard]] consteval hex_node<letters::lower, X> hex(X of)
{
    return {of};
}
/// A digest in hexadecimal digits, upper case; lower case is accepted when verifying.
template <bytes_expression X>
[[nodiscard]] consteval hex_node<letters::upper, X> upper_hex(X of)
{
    return {of};
}

} // namespace words

} // namespace tollgate::inline v0::signing

#endif
