// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ONE_PAYMENT_HPP
#define TOLLGATE_PROVIDERS_ONE_PAYMENT_HPP

#include <tollgate/providers/one_payment/account.hpp>
#include <tollgate/providers/one_payment/balance.hpp>
#include <tollgate/providers/one_payment/callback.hpp>
#include <tollgate/providers/one_payment/codes.hpp>
#include <tollgate/providers/one_payment/form.hpp>
#include <tollgate/providers/one_payment/payment.hpp>
#include <tollgate/providers/one_payment/payout.hpp>
#include <tollgate/providers/one_payment/status.hpp>

/// \file
/// 1Payment, doc.1payment.com (the classic API): payment form, direct and recurring payments, their status, payouts,
/// balance, and the notification of a payment's status.
///
/// Pages cited: "Creating a payment form", "Payment status" (of several payment types), "Recurring card payment",
/// "SberPay payment". What they do not say is read off public integrations and marked `inferred`.
///
/// The pages show requests as GET with a query, and one such request is known to have succeeded. Some integrations send
/// them as a POST: `as_post_form{message}`, `as_post_json{message}`.
///
/// No endpoint is known for refunds, and no callback for payouts.

#endif
