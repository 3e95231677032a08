// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// headers-alone
// first-error: tollgate: a client needs a transport: include <tollgate/https_transport.hpp>.*\[tollgate\.client\.transport_header\]

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
#include <tollgate/https_transport.hpp>
#endif

#include <utility>

void pay(tollgate::cactus::account merchant)
{
    tollgate::client gateway{std::move(merchant)};
}
