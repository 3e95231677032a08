// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_STRIPE_HPP
#define TOLLGATE_PROVIDERS_STRIPE_HPP

#include <tollgate/providers/stripe/account.hpp>
#include <tollgate/providers/stripe/checkout_session.hpp>
#include <tollgate/providers/stripe/event.hpp>
#include <tollgate/providers/stripe/payment_intent.hpp>
#include <tollgate/providers/stripe/refund.hpp>

/// \file
/// Stripe: payment intents, checkout sessions, refunds, and the events about them. Who only receives events, of every type, needs no
/// more than \ref stripe_webhooks.hpp.
///
/// Documents cited: docs.stripe.com, API reference; "Advanced error handling"; "Receive Stripe events in your webhook endpoint"; the types
/// that Stripe generates for its own libraries, of API version 2026-10-28.endive.
///
/// Amounts are in minor units, at most eight digits; currencies in small letters.
///
/// **There is no question by the shop's own id.** What settles an unknown outcome is the same message with the same idempotency key, within
/// 24 hours. The first result is kept, whatever it is: after a decline (HTTP status 402) the same key gives the same decline, so a new
/// attempt of the payer's takes a new key.

#endif
