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

/// Whether a public-key signature stands anywhere in a scheme: then nobody but the gateway can compute it.
[[nodiscard]] constexpr bool holds_public_key(scheme_view scheme) noexcept
{
    return any_row(scheme, [](row const &r) { return r.what == op::public_key; });
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
/// \param inverse of an encoding, by its row
[[nodiscard]] inline bool read_carried(scheme_view scheme, context const &over,
                                       detail::digest_table const &digests, std::string_view carried,
                                       detail::wiped_buffer &to, auto const &inverse)
{
    switch (scheme.front().what) {
    case op::public_key: to.append(carried); return !carried.empty();
    case op::map: {
        erased_text_map const undo = inverse(scheme.front());
        detail::wiped_buffer decoded;
        return undo != nullptr && undo(carried, decoded) &&
               read_carried(part_of(scheme, 0), over, digests, decoded.view(), to, inverse);
    }
    case op::concat: {
        bool const comes_first = holds_public_key(part_of(scheme, 0));
        detail::wiped_buffer around;
        if (evaluate(part_of(scheme, comes_first ? 1 : 0), over, digests, around)) return false;
        if (!(comes_first ? carried.ends_with(around.view()) : carried.starts_with(around.view())))
            return false;
        carried.remove_prefix(comes_first ? 0 : around.size());
        carried.remove_suffix(comes_first ? around.size() : 0);
        return read_carried(part_of(scheme, comes_first ? 0 : 1), over, digests, carried, to, inverse);
    }
    default: return false;
    }
}
[[nodiscard]] inline bool read_carried(scheme_view scheme, context const &over,
                                       detail::digest_table const &digests, std::string_view carried,
                                       detail::wiped_buffer &to)
{
    return read_carried(scheme, over, digests, carried, to,
                        [](row const &r) { return inverse_of(r.map_is); });
}

} // namespace tollgate::inline v0::signing

#endif
