// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_ACCESS_TOKENS_HPP
#define TOLLGATE_ACCESS_TOKENS_HPP

#include <tollgate/detail/description/token_rule.hpp>
#include <tollgate/detail/net/client/token_operation.hpp>

#include <chrono>
#include <functional>

/// \file
/// Access tokens (OAuth 2.0, client credentials): asked for by the client, kept, renewed, and shared by its copies.

namespace tollgate::inline v0 {

/// The clock by which a client renews its tokens; for tests: `gateway.with(token_clock{[&] { return now; }})`.
struct token_clock {
    std::function<std::chrono::steady_clock::time_point()> now;
};

} // namespace tollgate::inline v0

#endif
