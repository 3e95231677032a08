// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYPAL_EVENT_HPP
#define TOLLGATE_PROVIDERS_PAYPAL_EVENT_HPP

#include <tollgate/providers/paypal/order.hpp>

#include <string>

namespace tollgate::inline v0::paypal {

/// What an event is about: only this id is read, to ask by.
struct event_resource {
    required<"id", std::string> id;
};

/**
 * \brief Something happened to a capture: `PAYMENT.CAPTURE.COMPLETED`, `PAYMENT.CAPTURE.DENIED`, `PAYMENT.CAPTURE.PENDING`.
 * \details PayPal is asked, and its answer is what counts: of the body only a CRC-32 is signed, and whoever has seen one delivery can make
 * another body with the same. All events of a webhook come to one address: look at `event_type` before, and receive those of refunds as
 * \ref refund_event, and so on.
 * \par Specification
 * Integrate webhooks; Webhook event names
 */
struct capture_event {
    required<"event_type", std::string> type;
    required<"resource", event_resource> resource;

    using account = paypal::account;
    using confirmed_by = asks<show_capture, "id", "resource.id">;
};

/// The same of a refund: `PAYMENT.CAPTURE.REFUNDED`.
/// \par Specification
/// Integrate webhooks; Webhook event names
struct refund_event {
    required<"event_type", std::string> type;
    required<"resource", event_resource> resource;

    using account = paypal::account;
    using confirmed_by = asks<show_refund, "id", "resource.id">;
};

/// The same of an authorization: `PAYMENT.AUTHORIZATION.CREATED`, `PAYMENT.AUTHORIZATION.VOIDED`.
/// \par Specification
/// Integrate webhooks; Webhook event names
struct authorization_event {
    required<"event_type", std::string> type;
    required<"resource", event_resource> resource;

    using account = paypal::account;
    using confirmed_by = asks<show_authorization, "id", "resource.id">;
};

/// The same of an order: `CHECKOUT.ORDER.APPROVED`, `CHECKOUT.ORDER.COMPLETED`, `CHECKOUT.ORDER.SAVED`, `CHECKOUT.ORDER.VOIDED`.
/// \par Specification
/// Integrate webhooks; Webhook event names
struct order_event {
    required<"event_type", std::string> type;
    required<"resource", event_resource> resource;

    using account = paypal::account;
    using confirmed_by = asks<show_order, "id", "resource.id">;
};

} // namespace tollgate::inline v0::paypal

#endif
