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

/// What an event about a payment holds.
struct payment_event {
    required<"payment", payment_entity> payment;
};
struct order_event {
    required<"order", order_entity> order;
    optional<"payment", payment_entity> payment{};
};
struct refund_event {
    required<"refund", refund_entity> refund;
    optional<"payment", payment_entity>
        payment{}; ///< That was given back; not captured if Razorpay did so by itself.
};
struct payment_link_event {
    required<"payment_link", payment_link_entity> link;
    optional<"payment", payment_entity> payment{};
    optional<"order", order_entity> order{};
};

/**
 * \brief Something happened: a snapshot of what it happened to, at that time. There are more types, as the webhook was set up.
 * \details The order of events is not kept: `payment.failed` may come before `payment.captured` of the same payment, and
 * `payment.authorized` after it. The header `x-razorpay-event-id` is the same in each repetition, but not signed: what is the same event
 * is told by what was signed. Test and live mode have webhooks and secrets of their own.
 * \par Specification
 * webhooks/payments, webhooks/best-practices; razorpay.com/docs, webhooks: orders, refunds, payment links
 */
struct event {
    required<"created_at", std::int64_t> created_at; ///< Unix seconds.
    optional<"account_id", std::string> account_id{};
    events<"event", "payload", on<payment_event, "payment.authorized", "payment.captured", "payment.failed">,
           on<order_event, "order.paid">,
           on<refund_event, "refund.created", "refund.processed", "refund.failed", "refund.speed_changed">,
           on<payment_link_event, "payment_link.paid", "payment_link.partially_paid",
              "payment_link.cancelled", "payment_link.expired">>
        what;

    using account = razorpay::account;
    using identity = picks<"event", "created_at", "payload.payment.entity.id", "payload.order.entity.id",
                           "payload.refund.entity.id", "payload.refund.entity.status",
                           "payload.payment_link.entity.id", "payload.payment_link.entity.amount_paid">;
};

} // namespace tollgate::inline v0::razorpay

#endif
