// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_YOOKASSA_NOTIFICATION_HPP
#define TOLLGATE_PROVIDERS_YOOKASSA_NOTIFICATION_HPP

#include <tollgate/providers/yookassa/payment.hpp>
#include <tollgate/providers/yookassa/refund.hpp>

#include <string>

namespace tollgate::inline v0::yookassa {

/// What a notification is about: only this id is read, to ask by.
struct told {
    required<"id", std::string> id;
};

/**
 * \brief Says that something happened to a payment or a refund. All events of a shop come to one address.
 * \details Nobody signs it, so the gateway is asked, and its answer is what counts: a `payment` or a `refund`, whichever the event is
 * about. Other events, of deals and payouts, are acknowledged. The document gives the addresses that notifications come from; they prove
 * nothing behind a proxy that does not tell them.
 * \par Specification
 * Входящие уведомления
 */
struct notification {
    required<"event", std::string> event;
    required<"object", told> object;

    using account = yookassa::account;
    using confirmed_by = asks_by_type<"event",
                                      on<asks<show_payment, "id", "object.id">, "payment.waiting_for_capture",
                                         "payment.succeeded", "payment.canceled">,
                                      on<asks<show_refund, "id", "object.id">, "refund.succeeded">>;
};

} // namespace tollgate::inline v0::yookassa

#endif
