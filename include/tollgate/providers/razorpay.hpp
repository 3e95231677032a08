// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_RAZORPAY_HPP
#define TOLLGATE_PROVIDERS_RAZORPAY_HPP

#include <tollgate/providers/razorpay/account.hpp>
#include <tollgate/providers/razorpay/event.hpp>
#include <tollgate/providers/razorpay/order.hpp>
#include <tollgate/providers/razorpay/payment.hpp>
#include <tollgate/providers/razorpay/payment_link.hpp>
#include <tollgate/providers/razorpay/refund.hpp>

/// \file
/// Razorpay: orders, payments, refunds, payment links, webhooks, and the payer's signed return from checkout.
///
/// Documents cited: github.com/razorpay/markdown-docs, by the path of a page (`api/orders/create`); razorpay.com/docs. What they do
/// not say is marked `inferred`.
///
/// Amounts are in minor units. Of a currency with three places, the last digit is 0.

#endif
