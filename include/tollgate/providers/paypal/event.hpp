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
 * \brief Something happened to a capture, a refund, an authorization or an order. All events of a webhook come to one address.
 * \details PayPal is asked, and its answer, a `capture`, `refund`, `authorization` or `order`, is what counts: of the body only a CRC-32 is
 * signed, and whoever has seen one delivery can make another body with the same. Events of other types are acknowledged
 * (errc::undescribed_event), among them reversals: what stands in the resource of `PAYMENT.CAPTURE.REVERSED` and `PAYMENT.REFUND.…` is not
 * documented, and `CHECKOUT.PAYMENT-APPROVAL.REVERSED` names an order that PayPal has cancelled. Where they matter, look for that code
 * of errors, and ask by `show_capture` for what was paid.
 * \par Specification
 * Integrate webhooks; Webhook event names
 */
struct event {
    required<"event_type", std::string> type;
    required<"resource", event_resource> resource;

    using account = paypal::account;
    using confirmed_by =
        asks_by_type<"event_type",
                     on<asks<show_capture, "id", "resource.id">, "PAYMENT.CAPTURE.COMPLETED",
                        "PAYMENT.CAPTURE.DENIED", "PAYMENT.CAPTURE.PENDING">,
                     on<asks<show_refund, "id", "resource.id">, "PAYMENT.CAPTURE.REFUNDED">,
                     on<asks<show_authorization, "id", "resource.id">, "PAYMENT.AUTHORIZATION.CREATED",
                        "PAYMENT.AUTHORIZATION.VOIDED">,
                     on<asks<show_order, "id", "resource.id">, "CHECKOUT.ORDER.APPROVED",
                        "CHECKOUT.ORDER.COMPLETED", "CHECKOUT.ORDER.SAVED", "CHECKOUT.ORDER.VOIDED">>;
};

} // namespace tollgate::inline v0::paypal

#endif
