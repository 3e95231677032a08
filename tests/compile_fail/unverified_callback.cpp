// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): reference of type 'const tollgate::.*verified<.*invoice_callback>&' from expression of type 'const .*invoice_callback'
// first-error(clang): no matching function for call to 'deliver'
// expect-error(clang): no known conversion from 'const cactus::invoice_callback' to 'const tollgate::verified<
// first-error-line: here

#include <tollgate/callback.hpp>
#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

void deliver(tollgate::verified<cactus::invoice_callback> const &paid);

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
void on_callback(cactus::invoice_callback const &callback)
{
    deliver(callback); // <- here
}
#else
void on_callback(tollgate::verified<cactus::invoice_callback> const &callback)
{
    deliver(callback);
}
#endif
