// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_MESSAGE_FOR_HPP
#define TOLLGATE_MESSAGE_FOR_HPP

#include <tollgate/detail/compile_errors.hpp>
#include <tollgate/endpoint.hpp>
#include <tollgate/provider.hpp>

#include <concepts>

/// \file
/// What a client takes: messages of its own account, each by who sends it.

namespace tollgate::inline v0 {

/// A message of this account's gateway, which the program sends.
template <class M, class Account>
concept message_for =
    message<M> && std::same_as<typename M::account, Account> && detail::is_sent_by_program<M>;

/// A message of this account's gateway, which the payer's browser sends.
template <class M, class Account>
concept browser_message_for = message<M> && std::same_as<typename M::account, Account> &&
                              detail::sender_of<M> == detail::sender::browser;

/// A message of this account's gateway, which a script in the payer's page is handed.
template <class M, class Account>
concept script_message_for = message<M> && std::same_as<typename M::account, Account> &&
                             detail::sender_of<M> == detail::sender::script;

/// A callback of this account's gateway.
template <class C, class Account>
concept callback_for = callback<C> && std::same_as<typename C::account, Account>;

namespace detail {

/// Says that a message is sent by somebody else.
template <class M>
consteval bool check_sent_by()
{
    return report<M, fault_id::client_sent_by>();
}

} // namespace detail

} // namespace tollgate::inline v0

#endif
