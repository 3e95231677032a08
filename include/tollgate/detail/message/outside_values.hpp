// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_MESSAGE_OUTSIDE_VALUES_HPP
#define TOLLGATE_DETAIL_MESSAGE_OUTSIDE_VALUES_HPP

#include <tollgate/detail/description/checks.hpp>
#include <tollgate/detail/field_table.hpp>
#include <tollgate/hash/cipher_policy.hpp>
#include <tollgate/hash/private_key_policy.hpp>
#include <tollgate/private_key.hpp>
#include <tollgate/signing/context.hpp>
#include <tollgate/signing_sources.hpp>

#include <string_view>

/// \file
/// What a request is signed with besides its message and the account's texts: the time, a text of its own, a private key.

namespace tollgate::inline v0::detail {

/// Whether a rule's scheme takes part of its text, or its key, from elsewhere than the message and the account's texts.
template <class Rule>
inline constexpr bool needs_outside = is_of_moment<Rule> || by_private_key<Rule> || uses_cipher<Rule>;

/// One of the account's private keys; null where it was left out, or there is none of this name.
template <class Account>
[[nodiscard]] private_key const *private_key_named(void const *account, std::string_view name)
{
    return static_cast<private_key const *>(
        find_given(field_table_of<Account>, account, name, &value_table::is_private_key));
}

/// What a request is signed with besides its message and the account's texts; it shows these.
template <class Hash, class Rule, class Account>
[[nodiscard]] signing::outside_values outside_of([[maybe_unused]] Account const &account,
                                                 [[maybe_unused]] moment_texts const &moment)
{
    signing::outside_values values;
    if constexpr (is_of_moment<Rule>) {
        values.now = moment.now;
        values.nonce = moment.nonce;
    }
    if constexpr (by_private_key<Rule>) {
        values.signers = &signing_functions_of<Hash>;
        values.account = &account;
        values.key_named = private_key_named<Account>;
    }
    if constexpr (uses_cipher<Rule>) values.ciphers = &ciphers_of<Hash>;
    return values;
}

} // namespace tollgate::inline v0::detail

#endif
