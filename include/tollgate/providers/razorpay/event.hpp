// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_RAZORPAY_EVENT_HPP
#define TOLLGATE_PROVIDERS_RAZORPAY_EVENT_HPP

#include <tollgate/providers/razorpay/order.hpp>
#include <tollgate/providers/razorpay/payment_link.hpp>
#include <tollgate/providers/razorpay/refund.hpp>

#include <cstdint>
#include <string>

namespace tollgate::inline v0::razorpay {

// What an event is about lies in objects that hold nothing but `entity`.
struct payment_entity {
    required<"entity", razorpay::payment> entity;
};
struct order_entity {
    required<"entity", razorpay::order> entity;
};
struct refund_entity {
    required<"entity", razorpay::refund> entity;
};
struct payment_link_entity {
    required<"entity", razorpay::payment_link> entity;
};

/// What an event is about, as it was at that time; several of these may come together.
struct event_payload {
    optional<"payment", payment_entity> payment{};
    optional<"order", order_entity> order{};
    optional<"refund", refund_entity>
        refund{}; ///< Its payment is not captured if Razorpay gave it back by itself.
    optional<"payment_link", payment_link_entity> payment_link{};
    unlisted more{};
};

/**
 * \brief Something happened.
 * \details `payment.authorized`, `payment.captured`, `payment.failed`; `order.paid`; `refund.created`, `refund.processed`, `refund.failed`,
 * `refund.speed_changed`; `payment_link.paid`, `payment_link.partially_paid`, `payment_link.cancelled`, `payment_link.expired`; and more,
 * as the webhook was set up. Their order is not kept: `payment.failed` may come before `payment.captured` of the same payment, and
 * `payment.authorized` after it. The header `x-razorpay-event-id` is the same in each repetition, but not signed: what is the same event
 * is told by what was signed. Test and live mode have webhooks and secrets of their own.
 * \par Specification
 * webhooks/payments, webhooks/best-practices; razorpay.com/docs, webhooks: orders, refunds, payment links
 */
struct event {
    required<"event", std::string> type;
    required<"created_at", std::int64_t> created_at; ///< Unix seconds.
    required<"payload", event_payload> payload;
    optional<"account_id", std::string> account_id{};

    using account = razorpay::account;
    using identity = picks<"event", "created_at", "payload.payment.entity.id", "payload.order.entity.id",
                           "payload.refund.entity.id", "payload.refund.entity.status",
                           "payload.payment_link.entity.id", "payload.payment_link.entity.amount_paid">;
};

} // namespace tollgate::inline v0::razorpay

#endif
