// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error(gcc): no matching function for call to .*client<.*::cactus::account.*::send\(
// expect-error(clang): no matching member function for call to 'send'
// first-error-line: here

#include <tollgate/client.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/scripted_transport.hpp>

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
namespace gateway = tollgate::cactus;
#else
namespace gateway = tollgate::one_payment;
#endif

void pay(tollgate::client<gateway::account, tollgate::scripted_transport> client,
         tollgate::one_payment::init_form const &order)
{
    static_cast<void>(client.send(order)); // <- here
}
