// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: a_handler_takes_the_verified_callback_and_returns_nothing_and_takes_an_answer_only_of_a_callback_that_nobody_signs
// first-error(gcc): use of deleted function
// first-error(clang): deleted (member )?function
// first-error-line: here

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
void deliver(cactus::invoice_callback const &paid);
#else
void deliver(tollgate::verified<cactus::invoice_callback> const &paid);
#endif

void listen(tollgate::listener &listener, cactus::account const &account)
{
    listener.on<cactus::invoice_callback>("/callbacks", account, deliver); // <- here
}
