// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_ACCOUNT_FIELDS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_ACCOUNT_FIELDS_HPP

#include <tollgate/provider.hpp>
#include <tollgate/public_key.hpp>
#include <tollgate/secret.hpp>

/// \file
/// Which of an account's fields are keys, and which a message sends.

namespace tollgate::inline v0::detail {

template <class Field>
inline constexpr bool is_secret = false;
template <fixed_string Name, class... Attributes>
inline constexpr bool is_secret<required<Name, secret, Attributes...>> = true;
template <fixed_string Name, class... Attributes>
inline constexpr bool is_secret<optional<Name, secret, Attributes...>> = true;
template <class Field>
inline constexpr bool is_public_key = false;
template <fixed_string Name, class... Attributes>
inline constexpr bool is_public_key<required<Name, public_key, Attributes...>> = true;
template <fixed_string Name, class... Attributes>
inline constexpr bool is_public_key<optional<Name, public_key, Attributes...>> = true;
/// What an account never sends, and schemes do not take for a field.
template <class Field>
inline constexpr bool is_unsent = false;
template <class Field>
    requires requires { typename Field::value_type; }
inline constexpr bool is_unsent<Field> = is_unsent_value<typename Field::value_type>;

/// Which of the account's fields a message sends: as it says itself, or its gateway, or all but secrets.
template <class M>
struct from_account_of {
    using type = all_but_secrets;
};
template <class M>
    requires requires { typename M::from_account; }
struct from_account_of<M> {
    using type = typename M::from_account;
};
template <class M>
    requires(!requires { typename M::from_account; }) &&
            requires { typename provider_traits<typename M::account>::from_account; }
struct from_account_of<M> {
    using type = typename provider_traits<typename M::account>::from_account;
};

template <class M, class Field>
inline constexpr bool is_sent_with = !is_unsent<Field> && from_account_of<M>::type::has(Field::name);

} // namespace tollgate::inline v0::detail

#endif
