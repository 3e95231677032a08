// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_PUBLIC_KEY_HPP
#define TOLLGATE_SIGNING_PUBLIC_KEY_HPP

#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/inverse.hpp>

#include <string_view>

/// \file
/// Schemes whose signature only the gateway can make. What is carried is read back into bytes, not computed and compared.

namespace tollgate::inline v0::signing {

/// Whether a public-key signature stands anywhere in an expression: then nobody but the gateway can compute it.
template <class X>
inline constexpr bool is_verify_only = false;
template <class S, class X>
inline constexpr bool is_verify_only<public_key_node<S, X>> = true;
template <class M, class X>
inline constexpr bool is_verify_only<mapped_node<M, X>> = is_verify_only<X>;
template <class L, class R>
inline constexpr bool is_verify_only<concat_node<L, R>> = is_verify_only<L> || is_verify_only<R>;
template <auto F, gives G, class... X>
inline constexpr bool is_verify_only<call_node<F, G, X...>> = (is_verify_only<X> || ...);
template <class A, class X>
inline constexpr bool is_verify_only<digest_node<A, X>> = is_verify_only<X>;
template <class A, class K, class X>
inline constexpr bool is_verify_only<hmac_node<A, K, X>> = is_verify_only<K> || is_verify_only<X>;
template <class T, class A, class B>
inline constexpr bool is_verify_only<when_empty_node<T, A, B>> =
    is_verify_only<T> || is_verify_only<A> || is_verify_only<B>;
template <std::size_t N, class Item, class Set>
inline constexpr bool is_verify_only<join_node<N, Item, Set>> = is_verify_only<Item>;

/// Whether what is around the one public-key signature of an expression can be read back.
template <class X>
inline constexpr bool reads_back = false;
template <class S, class X>
inline constexpr bool reads_back<public_key_node<S, X>> = !is_verify_only<X>;
template <class M, class X>
inline constexpr bool reads_back<mapped_node<M, X>> = invertible<M> && reads_back<X>;
template <class L, class R>
inline constexpr bool reads_back<concat_node<L, R>> =
    (reads_back<L> && !is_verify_only<R>) || (reads_back<R> && !is_verify_only<L>);

template <class X>
struct public_key_scheme_of;
template <class S, class X>
struct public_key_scheme_of<public_key_node<S, X>> {
    using type = S;
};
template <class M, class X>
struct public_key_scheme_of<mapped_node<M, X>> : public_key_scheme_of<X> {};
template <class L, class R>
    requires is_verify_only<L>
struct public_key_scheme_of<concat_node<L, R>> : public_key_scheme_of<L> {};
template <class L, class R>
    requires is_verify_only<R>
struct public_key_scheme_of<concat_node<L, R>> : public_key_scheme_of<R> {};

/// The \ref hash::signature_scheme of an expression.
template <class X>
using public_key_scheme = typename public_key_scheme_of<X>::type;

/// Reads the bytes of a public-key signature out of what a message carries; `false` unless it is exactly so written.
template <class Hash>
class carried_bytes {
public:
    carried_bytes(context const &over, detail::wiped_buffer &to) : over_{over}, to_{to} {}

    template <class S, class X>
    [[nodiscard]] bool read(public_key_node<S, X> const &, std::string_view carried)
    {
        to_.append(carried);
        return !carried.empty();
    }
    template <class M, class X>
    [[nodiscard]] bool read(mapped_node<M, X> const &node, std::string_view carried)
    {
        detail::wiped_buffer decoded;
        return inverse<M>::read(carried, decoded) && read(node.of, decoded.view());
    }
    template <class L, class R>
    [[nodiscard]] bool read(concat_node<L, R> const &node, std::string_view carried)
    {
        detail::wiped_buffer around;
        if constexpr (is_verify_only<L>) {
            if (evaluate<Hash>(node.right, over_, around) || !carried.ends_with(around.view())) return false;
            return read(node.left, carried.substr(0, carried.size() - around.size()));
        } else {
            if (evaluate<Hash>(node.left, over_, around) || !carried.starts_with(around.view())) return false;
            return read(node.right, carried.substr(around.size()));
        }
    }

private:
    context const &over_;
    detail::wiped_buffer &to_;
};

} // namespace tollgate::inline v0::signing

#endif
