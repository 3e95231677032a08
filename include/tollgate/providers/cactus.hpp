// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_CACTUS_HPP
#define TOLLGATE_PROVIDERS_CACTUS_HPP

#include <tollgate/providers/cactus/account.hpp>
#include <tollgate/providers/cactus/balance.hpp>
#include <tollgate/providers/cactus/callback.hpp>
#include <tollgate/providers/cactus/cash.hpp>
#include <tollgate/providers/cactus/form.hpp>
#include <tollgate/providers/cactus/invoice.hpp>
#include <tollgate/providers/cactus/invoices.hpp>
#include <tollgate/providers/cactus/payout.hpp>

/// \file
/// Cactus, docs.cactusgino.com: payment form, invoices and payouts from the merchant's own page, balances, callbacks.
///
/// Pages cited: "Payment form integration", "Rules for forming a request signature" (Signature), "H2H integration",
/// "Payout", "Additional endpoints", "Cash method", "AdvancedMI H2H", "Get failed invoices", "Callback parameters",
/// "Additional deposits callbacks". Of some, only the first part could be read: what may stand in the rest goes through
/// `other` in a request, and is kept in the answer's `more`.
///
/// No endpoint is known for refunds, nor for asking for an invoice's status: the result of an invoice or payout comes by
/// callback alone, and one whose outcome is unknown is cleared up with the gateway's support.

#endif
