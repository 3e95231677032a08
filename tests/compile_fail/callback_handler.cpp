// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: a_handler_takes_the_verified_callback_and_returns_nothing_and_takes_an_answer_only_of_a_callback_that_nobody_signs
// first-error: deleted function
// first-error-line: here

#include <tollgate/callback/answer_callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
void deliver(cactus::invoice_callback const &paid);
#else
void deliver(tollgate::verified<cactus::invoice_callback> const &paid);
#endif

auto answer(cactus::account const &merchant, std::string_view body)
{
    return tollgate::answer_callback<cactus::invoice_callback>(merchant, body, {}, deliver); // <- here
}
