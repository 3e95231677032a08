// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYSTACK_EVENT_HPP
#define TOLLGATE_PROVIDERS_PAYSTACK_EVENT_HPP

#include <tollgate/providers/paystack/refund.hpp>
#include <tollgate/providers/paystack/transaction.hpp>

#include <string>

namespace tollgate::inline v0::paystack {

/// What an event about a refund holds; all but the status is inferred.
struct refund_event {
    required<"status", refund_status> status;
    optional<"transaction_reference", std::string, inferred> transaction_reference{};
    optional<"refund_reference", std::string, inferred> refund_reference{};
    optional<"amount", minor_units, inferred> amount{};
    optional<"currency", std::string, inferred> currency{};
    unlisted more{};
};

/**
 * \brief Something happened: `what.get_if<transaction>()` was paid, or `what.get_if<refund_event>()` went on. There are more types, which
 * come unless they are switched off: acknowledge them.
 * \details An event has no id and no time of its own: what makes two the same is what they say. Compare reference, amount and currency
 * with the shop's own order.
 * \par Specification
 * Webhooks, "Types of events"; those about refunds are inferred
 */
struct event {
    events<"event", "data", on<transaction, "charge.success">,
           on<refund_event, "refund.pending", "refund.processing", "refund.processed", "refund.failed">>
        what;

    using account = paystack::account;
    using identity = picks<"event", "data.id", "data.reference", "data.transaction_reference",
                           "data.refund_reference", "data.status", "data.amount">;
};

} // namespace tollgate::inline v0::paystack

#endif
