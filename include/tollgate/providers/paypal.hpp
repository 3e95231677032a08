// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYPAL_HPP
#define TOLLGATE_PROVIDERS_PAYPAL_HPP

#include <tollgate/providers/paypal/account.hpp>
#include <tollgate/providers/paypal/authorization.hpp>
#include <tollgate/providers/paypal/capture.hpp>
#include <tollgate/providers/paypal/event.hpp>
#include <tollgate/providers/paypal/order.hpp>

/// \file
/// PayPal: Orders v2, Payments v2, webhooks.
///
/// Documents cited: github.com/paypal/paypal-rest-api-specifications, `checkout_orders_v2.json` 2.13, `payments_payment_v2.json` 2.5,
/// `notifications_webhooks_v1.json` 1.11; developer.paypal.com, "Idempotency", "Rate limiting guidelines", "Get an access token",
/// "Integrate webhooks". What they do not say is marked `inferred`.
///
/// **What settles an unknown outcome is the same message with the same key**, which gives the latest state of what the earlier request did:
/// within 6 hours of orders, 45 days of captures and refunds. A client needs <tollgate/access_tokens.hpp>, and who receives events
/// <tollgate/hash/cryptopp_public_key.hpp>, or that of OpenSSL.

#endif
