// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_BEHAVIOUR_HPP
#define TOLLGATE_SANDBOX_BEHAVIOUR_HPP

#include <tollgate/provider.hpp>
#include <tollgate/sandbox/document.hpp>
#include <tollgate/sandbox/ledger.hpp>
#include <tollgate/sandbox/refusal.hpp>

#include <concepts>
#include <optional>
#include <string_view>
#include <variant>

namespace tollgate::inline v0::sandbox {

/// What a message is answered with.
template <message Message>
using reply = std::variant<typename Message::response, refusal>;

/// What a message is answered with where the behaviour is a table; see \ref described_behaviour.
using document_reply = std::variant<document, refusal>;

/// The messages that a gateway takes.
template <message... Messages>
struct operation_list {};

/**
 * \brief What the sandbox needs to know of a gateway beyond its description, specialised for the account type.
 *
 * | member | meaning |
 * |---|---|
 * | `operations` | all its messages: an \ref operation_list |
 * | `reports` | the callback that tells how an entry stands |
 * | `answer(ledger, account, message)` | the \ref reply, for each of the messages |
 * | `report(account, entry)` | the callback, if this gateway sends one about such an entry |
 * | `shown_amount(entry)` | the amount as a payer reads it |
 * | `page_host` | where its forms are |
 * | `refusal bad_signature, bad_request` | how the gateway refuses what it cannot read |
 * | `refusal bad_credentials` | optional: how it refuses a request without the account's `sent_headers`; as `bad_signature` unless given |
 * | `refusal bad_token` | optional: how it refuses an access token that it does not take; as `bad_credentials` unless given |
 * | `unknown_account(name)` | how it refuses an account's field that is not the merchant's |
 * | `bad_field(name)` | how it refuses a parameter that is missing or has no sense |
 * | `may_lack` | optional: names of fields that the gateway lets lack, though the description requires them; such a one gets a text of the sandbox's own |
 * | `refundable` | whether it is known to refund |
 * | `refusal key_reused` | optional: how it refuses an idempotency key that came with another request; as `bad_request` unless given |
 * | `keeps_refusals` | optional: whether a key's refusal is kept, as its other answers are, `true` unless given: `false` carries the same request out anew |
 * | `too_many` | optional: how the gateway says that there were too many requests; with no body unless given |
 * | `taken_within` | optional: how far from now the time may be that a signed request shows; any unless given |
 * | `signing_key(account)` | the gateway's own `private_key` by which answers are signed, where a public key of the account verifies them |
 * | `token_lives` | optional: for how long an access token is taken; an hour unless given. The message that asks for it, which is among the `operations`, needs no `answer` |
 * | `token_members` | optional: what its answer has besides the token and its life, rows of \ref member_row |
 * | `extra(entry, amount)` | optional: an entry that its operator makes for money without a request |
 *
 * What the gateway documents is done as documented; the rest is made up, and says so.
 */
template <class Account>
struct behaviour;

/// Whether a gateway's behaviour is nothing but tables.
template <class A>
inline constexpr bool is_described = requires { requires behaviour<A>::is_described; };

template <class A>
concept simulatable = account<A> && requires(A const &who, entry const &what, std::string_view name) {
    typename behaviour<A>::operations;
    typename behaviour<A>::reports;
    requires callback<typename behaviour<A>::reports>;
    requires is_described<A> || requires {
        { behaviour<A>::report(who, what) } -> std::same_as<std::optional<typename behaviour<A>::reports>>;
    };
    { behaviour<A>::bad_field(name) } -> std::same_as<refusal>;
    { behaviour<A>::unknown_account(name) } -> std::same_as<refusal>;
};

/// How a gateway refuses a request without the account's credentials.
template <class Account>
[[nodiscard]] constexpr refusal refused_credentials()
{
    if constexpr (requires { refusal{behaviour<Account>::bad_credentials}; })
        return behaviour<Account>::bad_credentials;
    else
        return behaviour<Account>::bad_signature;
}

/// How a gateway refuses a request without an access token that it takes.
template <class Account>
[[nodiscard]] constexpr refusal refused_token()
{
    if constexpr (requires { refusal{behaviour<Account>::bad_token}; })
        return behaviour<Account>::bad_token;
    else
        return refused_credentials<Account>();
}

/// How a gateway refuses an idempotency key that came with another request.
template <class Account>
[[nodiscard]] constexpr refusal refused_key()
{
    if constexpr (requires { behaviour<Account>::key_reused; })
        return behaviour<Account>::key_reused;
    else
        return behaviour<Account>::bad_request;
}

/// Whether a refusal is the answer to a key's request for as long as the key is kept.
template <class Account>
[[nodiscard]] constexpr bool are_refusals_kept()
{
    if constexpr (requires { behaviour<Account>::keeps_refusals; })
        return behaviour<Account>::keeps_refusals;
    else
        return true;
}

} // namespace tollgate::inline v0::sandbox

#endif
