// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_DESCRIPTION_TOKEN_RULE_HPP
#define TOLLGATE_DETAIL_DESCRIPTION_TOKEN_RULE_HPP

#include <tollgate/detail/description/header_table.hpp>
#include <tollgate/provider.hpp>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

/// \file
/// What a description says of access tokens. What is done with them stands behind <tollgate/access_tokens.hpp>.

namespace tollgate::inline v0 {

struct token_clock;

} // namespace tollgate::inline v0

namespace tollgate::inline v0::detail {

class token_store;
template <class Account, class Hash>
struct token_context;
template <class Message, class Hash>
struct token_exchange;
template <class Message, class Transport, class Hash, class Reader>
class token_operation;

/// Whether an account's gateway gives access tokens.
template <class Account>
concept gives_tokens = requires { typename provider_traits<Account>::token; };

/// Depends on the account, so that a client without tokens needs no store.
template <class Account>
struct token_store_of {
    using type = token_store;
};

template <class T>
struct given_by {};
template <fixed_string Token, fixed_string Lifetime>
struct given_by<access_token<Token, Lifetime>> {
    static constexpr std::string_view token = Token.view();
    static constexpr std::string_view lifetime = Lifetime.view();
};

template <class Field>
inline constexpr bool is_token_text = false;
template <fixed_string Name, class... Attributes>
inline constexpr bool is_token_text<required<Name, std::string, Attributes...>> = true;
template <class Field>
inline constexpr bool is_token_lifetime = false;
template <class Field>
    requires requires { requires integer<typename Field::value_type>; }
inline constexpr bool is_token_lifetime<Field> = true;

template <class Given, class... F>
consteval bool gives_token(field_list<F...>)
{
    bool const has_text = (false || ... || (is_token_text<F> && field_row_of<F>::row.name == Given::token));
    bool const has_lifetime =
        (false || ... || (is_token_lifetime<F> && field_row_of<F>::row.name == Given::lifetime));
    return has_text && (has_lifetime || Given::lifetime.empty());
}

/// Whether a gateway's description says how an access token is had: by a message that needs no values and carries none itself, and
/// whose answer has what `gives` names.
template <class Account>
consteval bool has_sound_token()
{
    if constexpr (!gives_tokens<Account>) {
        return false;
    } else {
        using token = typename provider_traits<Account>::token;
        if constexpr (!requires { requires sizeof(token) != 0; })
            return false;
        else if constexpr (message_type_fault<token>.is_there() || !std::is_default_constructible_v<token>)
            return false;
        else if constexpr (!requires { given_by<typename token::gives>::token; })
            return false;
        else
            return std::same_as<typename token::account, Account> && !carries_token<token> &&
                   gives_token<given_by<typename token::gives>>(fields_of<typename token::response>{});
    }
}

} // namespace tollgate::inline v0::detail

#endif
