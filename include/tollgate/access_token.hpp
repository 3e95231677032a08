// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ACCESS_TOKEN_HPP
#define TOLLGATE_ACCESS_TOKEN_HPP

#include <tollgate/detail/net/client/token_operation.hpp>
#include <tollgate/detail/token_rule.hpp>

#include <chrono>
#include <functional>

/// \file
/// Access tokens (OAuth 2.0, client credentials): asked for by the client, kept, renewed, and shared by its copies.

namespace tollgate::inline v0 {

/**
 * \brief What the answer to a message gives: the token that the account's other messages carry.
 * \details `using gives = access_token<"access_token", "expires_in">;` in the message that asks for it, and in provider_traits
 * `using token = get_token;` and `sent_headers = headers_of(bearer_token)`.
 * \tparam Token    the answer's field that holds it, a required text
 * \tparam Lifetime the answer's field that says for how many seconds it is taken, an integer; none where the gateway does not say
 */
template <fixed_string Token, fixed_string Lifetime = "">
struct access_token {};

/// The clock by which a client renews its tokens; for tests: `gateway.with(token_clock{[&] { return now; }})`.
struct token_clock {
    std::function<std::chrono::steady_clock::time_point()> now;
};

} // namespace tollgate::inline v0

#endif
