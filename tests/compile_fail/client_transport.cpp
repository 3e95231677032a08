// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a client's Transport must model .*\[tollgate\.client\.transport\]

#include <tollgate/client.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/scripted_transport.hpp>

#include <utility>

namespace cactus = tollgate::cactus;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
struct test_double {};
#else
using test_double = tollgate::scripted_transport;
#endif

void pay(cactus::account merchant, test_double transport)
{
    tollgate::client gateway{std::move(merchant), std::move(transport)};
}
