// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ADYEN_HPP
#define TOLLGATE_PROVIDERS_ADYEN_HPP

#include <tollgate/providers/adyen/account.hpp>
#include <tollgate/providers/adyen/modification.hpp>
#include <tollgate/providers/adyen/notification.hpp>
#include <tollgate/providers/adyen/payment.hpp>
#include <tollgate/providers/adyen/session.hpp>

/// \file
/// Adyen Checkout 72: payments, sessions, captures, refunds, cancellations, and standard webhooks.
///
/// Documents cited: github.com/Adyen/adyen-openapi, `CheckoutService-v72.json` and `Webhooks-v1.json`; docs.adyen.com, "API idempotency",
/// "Handle webhook events", "Verify HMAC signatures", "Live endpoints". What they do not say is marked `inferred`.
///
/// **There is no question for a payment's status**: results come by notification. Captures, refunds and cancellations only say
/// `received`; whether they succeeded is told by a notification. What settles an unknown outcome is the same message with the same key.

#endif
