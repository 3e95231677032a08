// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_HPP
#define TOLLGATE_SANDBOX_HPP

/// \file
/// The sandbox gateway, and Cactus and 1Payment, which it can simulate. What else it can has a header of its own: `sandbox/stripe.hpp`.

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/sandbox/cactus.hpp>
#include <tollgate/sandbox/gateway.hpp>
#include <tollgate/sandbox/one_payment.hpp>

#endif
