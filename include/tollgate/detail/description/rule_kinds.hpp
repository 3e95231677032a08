// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_RULE_KINDS_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_RULE_KINDS_HPP

#include <tollgate/detail/description/rules_and_keys.hpp>
#include <tollgate/hash/cipher_policy.hpp>
#include <tollgate/hash/private_key_policy.hpp>
#include <tollgate/hash/public_key_policy.hpp>
#include <tollgate/signing/account_choice.hpp>
#include <tollgate/signing/public_key_signature.hpp>
#include <tollgate/signing/scheme_table.hpp>

#include <concepts>
#include <string_view>

/// \file
/// What a rule of signing needs: which keys, the time, ciphers, fields of the account; and whether a hash policy has it.

namespace tollgate::inline v0::detail {

template <class Rule>
concept signs = Rule::is_signed;

template <class M>
using request_rule_t = decltype(request_rule_of<M>());
template <class M>
using response_rule_t = decltype(response_rule_of<M>());
template <class C>
using callback_rule_t = decltype(callback_rule_of<C>());

/// Whether a public key verifies what such a rule signs.
template <class Rule>
inline constexpr bool by_public_key = false;
template <class Rule>
    requires requires { Rule::scheme; }
inline constexpr bool by_public_key<Rule> = signing::is_verify_only<decltype(Rule::scheme)>;

/// Whether one of the keys of a keyring verifies what such a rule signs.
template <class Rule>
inline constexpr bool by_keyring = false;
template <class Rule>
    requires requires { Rule::scheme; }
inline constexpr bool by_keyring<Rule> =
    !signing::find_keyring(signing::shape_of<decltype(Rule::scheme)>).empty();

/// Whether one of the account's private keys signs.
template <class Rule>
inline constexpr bool by_private_key = false;
template <class Rule>
    requires requires { Rule::scheme; }
inline constexpr bool by_private_key<Rule> =
    signing::holds_private_key(signing::shape_of<decltype(Rule::scheme)>);

/// Whether a rule's scheme has the word `key`, beside a public-key signature perhaps.
template <class Rule>
inline constexpr bool uses_key = false;
template <class Rule>
    requires requires { Rule::scheme; }
inline constexpr bool uses_key<Rule> =
    signing::uses(signing::shape_of<decltype(Rule::scheme)>, signing::op::key);

/// Whether a request has a time or a text of its own in its signature, so that it is signed anew where it is sent again.
template <class Rule>
inline constexpr bool is_of_moment = false;
template <class Rule>
    requires requires { Rule::scheme; }
inline constexpr bool is_of_moment<Rule> =
    signing::any_row(signing::shape_of<decltype(Rule::scheme)>, signing::is_of_moment);

/// Whether a rule's scheme shows fields of the account that are no secrets.
template <class Rule>
inline constexpr bool shows_account = signing::needs_account(signing::shape_of<decltype(Rule::scheme)>);

/// Whether the account chooses pieces of a rule's scheme.
template <class Rule>
inline constexpr bool is_by_account = false;
template <class Rule>
    requires requires { Rule::scheme; }
inline constexpr bool is_by_account<Rule> =
    signing::any_row(signing::shape_of<decltype(Rule::scheme)>, signing::is_choice);

template <class Rule>
concept signs_with_secret =
    signs<Rule> && ((!by_public_key<Rule> && !by_private_key<Rule>) || uses_key<Rule>);

template <class Hash, class Scheme>
concept has_keys_for =
    requires { sizeof(typename Hash::template public_key<Scheme>); } && verifies<Hash, Scheme>;

/// Whether the hash policy verifies what such a rule signs; its public keys stand in a header of their own.
template <class Hash, class Rule>
inline constexpr bool has_keys_for_rule = true;
template <class Hash, class Rule>
    requires by_public_key<Rule>
inline constexpr bool has_keys_for_rule<Hash, Rule> =
    has_keys_for<Hash, signing::public_key_scheme<decltype(Rule::scheme)>>;

/// Whether the hash policy signs with private keys, which stand in a header of their own, where such a rule needs it.
template <class Hash>
concept has_private_keys = requires {
    sizeof(typename Hash::template private_key<hash::rsa_pkcs1<hash::sha256>>);
} && private_key_policy<Hash>;
template <class Hash, class Rule>
inline constexpr bool has_private_keys_for_rule = true;
template <class Hash, class Rule>
    requires by_private_key<Rule>
inline constexpr bool has_private_keys_for_rule<Hash, Rule> = has_private_keys<Hash>;

/// Whether a hash policy's ciphers are there, which stand in a header of their own.
template <class Hash>
concept has_ciphers = requires { sizeof(typename Hash::ciphers); } && cipher_policy<Hash>;

/// Whether a cipher derives a key in a rule's scheme.
template <class Rule>
inline constexpr bool uses_cipher = false;
template <class Rule>
    requires requires { Rule::scheme; }
inline constexpr bool uses_cipher<Rule> =
    signing::uses(signing::shape_of<decltype(Rule::scheme)>, signing::op::cipher);
template <class Hash, class Rule>
inline constexpr bool has_ciphers_for_rule = true;
template <class Hash, class Rule>
    requires uses_cipher<Rule>
inline constexpr bool has_ciphers_for_rule<Hash, Rule> = has_ciphers<Hash>;

} // namespace tollgate::inline v0::detail

#endif
