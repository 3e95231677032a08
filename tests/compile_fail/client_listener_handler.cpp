// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error(gcc): no matching function for call to .*listener<.*::on<.*invoice_callback>\(
// expect-error(clang): no matching member function for call to 'on'
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
