// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYSTACK_HPP
#define TOLLGATE_PROVIDERS_PAYSTACK_HPP

#include <tollgate/providers/paystack/account.hpp>
#include <tollgate/providers/paystack/event.hpp>
#include <tollgate/providers/paystack/refund.hpp>
#include <tollgate/providers/paystack/transaction.hpp>

/// \file
/// Paystack: transactions, charges of a saved card, refunds, and the events about them.
///
/// Documents cited: the published OpenAPI description (github.com/PaystackOSS/openapi, `dist/paystack.yaml` 1.0.0), by its paths;
/// paystack.com/docs, "Webhooks", "Verify Payments", "Errors". What they do not say is marked `inferred`.
///
/// Amounts are in minor units. Paystack takes the money at once: there is no capture. Its answers say with HTTP status 200 that a charge
/// failed: look at `status`, which is a value and no error.

#endif
