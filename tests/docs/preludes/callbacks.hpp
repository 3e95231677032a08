// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What the code on docs/callbacks.md takes for granted.

#include <tollgate/callback.hpp>
#include <tollgate/currency.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/listener.hpp>
#include <tollgate/providers/one_payment.hpp>

#include <iostream>
#include <string>

namespace one_payment = tollgate::one_payment;

extern tollgate::verified<one_payment::payment_callback> const told;
void deliver(std::string const &order);
