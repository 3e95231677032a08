// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYSTACK_EVENT_HPP
#define TOLLGATE_PROVIDERS_PAYSTACK_EVENT_HPP

#include <tollgate/currency.hpp>
#include <tollgate/providers/paystack/account.hpp>

#include <cstdint>
#include <string>

namespace tollgate::inline v0::paystack {

/// What an event is about: a transaction, a refund, or something that is not described here.
struct event_data {
    optional<"id", std::int64_t> id{};              ///< Of a transaction.
    optional<"reference", std::string> reference{}; ///< Of a transaction: the shop's own.
    optional<"status", std::string> status{};
    optional<"amount", minor_units> amount{};
    optional<"currency", std::string> currency{};
    optional<"domain", std::string> domain{}; ///< `live` or `test`.
    optional<"gateway_response", std::string> gateway_response{};
    optional<"paid_at", std::string> paid_at{};                                       ///< ISO 8601.
    optional<"transaction_reference", std::string, inferred> transaction_reference{}; ///< Of a refund.
    optional<"refund_reference", std::string, inferred> refund_reference{};
    unlisted more{};
};

/**
 * \brief Something happened.
 * \details `charge.success` says that a transaction was paid; `refund.pending`, `refund.processing`, `refund.processed` and `refund.failed`
 * (inferred) what became of a refund. There are more, which come unless they are switched off. An event has no id and no time of its
 * own: what makes two the same is what they say. Compare reference, amount and currency with the shop's own order.
 * \par Specification
 * Webhooks, "Types of events"
 */
struct event {
    required<"event", std::string> type;
    required<"data", event_data> data;

    using account = paystack::account;
    using identity = picks<"event", "data.id", "data.reference", "data.transaction_reference",
                           "data.refund_reference", "data.status", "data.amount">;
};

} // namespace tollgate::inline v0::paystack

#endif
