// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_PUBLIC_KEY_SIGNATURE_HPP
#define TOLLGATE_SIGNING_PUBLIC_KEY_SIGNATURE_HPP

#include <tollgate/signing/decoding.hpp>
#include <tollgate/signing/evaluate.hpp>

#include <string_view>

/// \file
/// Schemes whose signature only the gateway can make. What is carried is read back into bytes, not computed and compared.

namespace tollgate::inline v0::signing {

/// Whether a public-key signature stands anywhere in a scheme: then nobody but the gateway can compute it.
[[nodiscard]] constexpr bool holds_public_key(scheme_view scheme) noexcept
{
    return uses(scheme, op::public_key);
}
template <class X>
inline constexpr bool is_verify_only = holds_public_key(shape_of<X>);

/// Whether what is around the one public-key signature of a scheme can be read back.
[[nodiscard]] constexpr bool can_be_read_back(scheme_view scheme) noexcept
{
    switch (scheme.front().what) {
    case op::public_key: return !holds_public_key(part_of(scheme, 0));
    case op::map: return is_invertible(scheme.front().map_is) && can_be_read_back(part_of(scheme, 0));
    case op::concat: {
        scheme_view const left = part_of(scheme, 0);
        scheme_view const right = part_of(scheme, 1);
        return holds_public_key(left) ? can_be_read_back(left) && !holds_public_key(right)
                                      : can_be_read_back(right);
    }
    default: return false;
    }
}
template <class X>
inline constexpr bool reads_back = can_be_read_back(shape_of<X>);

/// Whether one key of a pair makes the signature, and the other verifies it.
template <class X>
inline constexpr bool is_by_key_pair = is_verify_only<X> || holds_private_key(shape_of<X>);

template <class X>
struct public_key_scheme_of;
template <class S, class X>
struct public_key_scheme_of<public_key_node<S, X>> {
    using type = S;
};
template <class S, fixed_string Keys, class X, class Choice>
struct public_key_scheme_of<keyring_node<S, Keys, X, Choice>> {
    using type = S;
};
template <class S, fixed_string Key, class X>
struct public_key_scheme_of<private_key_node<S, Key, X>> {
    using type = S;
};
template <class M, class X>
struct public_key_scheme_of<mapped_node<M, X>> : public_key_scheme_of<X> {};
template <class L, class R>
    requires is_by_key_pair<L>
struct public_key_scheme_of<concat_node<L, R>> : public_key_scheme_of<L> {};
template <class L, class R>
    requires is_by_key_pair<R>
struct public_key_scheme_of<concat_node<L, R>> : public_key_scheme_of<R> {};

/// The \ref hash::signature_scheme of an expression.
template <class X>
using public_key_scheme = typename public_key_scheme_of<X>::type;

/// What reads an encoding back, by its row; null if nothing does.
using inverse_by_row = erased_text_map (*)(row const &);
[[nodiscard]] inline erased_text_map inverse_of_row(row const &encoding)
{
    return inverse_of(encoding.map_is);
}

/// Reads the bytes of a public-key signature out of what a message carries; `false` unless it is exactly so written.
[[nodiscard]] TOLLGATE_DECL bool read_carried(scheme_view scheme, context const &over,
                                              detail::digest_table const &digests, std::string_view carried,
                                              wiped_buffer &to, inverse_by_row inverse = inverse_of_row);
} // namespace tollgate::inline v0::signing

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/signing/public_key_signature.ipp>
#endif

#endif
