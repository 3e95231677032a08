// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_RECEIVED_LIST_HPP
#define TOLLGATE_SIGNING_RECEIVED_LIST_HPP

#include <tollgate/signing/nodes.hpp>

#include <algorithm>
#include <string_view>

/// \file
/// Schemes in which the message itself says which of its fields are signed.

namespace tollgate::inline v0::signing {

/// The field that lists the signed fields; empty if the scheme has none.
template <class X>
inline constexpr std::string_view received_list = {};
template <fixed_string List>
inline constexpr std::string_view received_list<fields_named_in<List>> = List.view();
template <class From, class Stage>
inline constexpr std::string_view received_list<staged<From, Stage>> = received_list<From>;
template <std::size_t N, class Item, class Set>
inline constexpr std::string_view received_list<join_node<N, Item, Set>> = received_list<Set>;
template <class M, class X>
inline constexpr std::string_view received_list<mapped_node<M, X>> = received_list<X>;
template <class A, class X>
inline constexpr std::string_view received_list<digest_node<A, X>> = received_list<X>;
template <class A, class K, class X>
inline constexpr std::string_view received_list<hmac_node<A, K, X>> = received_list<X>;
template <class S, class X>
inline constexpr std::string_view received_list<public_key_node<S, X>> = received_list<X>;
template <class L, class R>
inline constexpr std::string_view received_list<concat_node<L, R>> =
    received_list<L>.empty() ? received_list<R> : received_list<L>;

/// Whether a list of names, separated by commas, holds this one.
[[nodiscard]] constexpr bool lists(std::string_view names, std::string_view name) noexcept
{
    while (!names.empty()) {
        std::string_view const one = names.substr(0, names.find(','));
        if (one == name) return true;
        names.remove_prefix(std::min(names.size(), one.size() + 1));
    }
    return false;
}

} // namespace tollgate::inline v0::signing

#endif
