// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_STRIPE_EVENT_HPP
#define TOLLGATE_PROVIDERS_STRIPE_EVENT_HPP

#include <tollgate/providers/stripe/checkout_session.hpp>
#include <tollgate/providers/stripe/payment_intent.hpp>
#include <tollgate/providers/stripe/refund.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace tollgate::inline v0::stripe {

/// What happened, and to what; of other types, all is kept as it came. Accounts are told of them as their endpoint is set up.
using event_content =
    events<"type", "data.object",
           on<payment_intent, "payment_intent.created", "payment_intent.requires_action",
              "payment_intent.processing", "payment_intent.amount_capturable_updated",
              "payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.canceled">,
           on<checkout_session, "checkout.session.completed", "checkout.session.async_payment_succeeded",
              "checkout.session.async_payment_failed", "checkout.session.expired">,
           on<refund, "refund.created", "refund.updated", "refund.failed">>;

/**
 * \brief Something happened: a snapshot of what it happened to, `what.get_if<payment_intent>()`, at that time.
 * \details The order of events is not kept; `id` is the same in every delivery of one. Five minutes are the tolerance of Stripe's own
 * libraries. What an event holds is of the endpoint's API version: set it to the one of these messages.
 * \par Specification
 * The Event object; Types of events
 */
struct event {
    required<"id", std::string> id;
    required<"livemode", bool> livemode; ///< `false` in test mode: no money moved.
    event_content what;
    optional<"created", std::int64_t> created{}; ///< Unix seconds.
    optional<"api_version", std::string> api_version{};
    optional<"account", std::string> connected_account{}; ///< Where it originates, for Connect.

    using account = stripe::account;
    using identity = picks<"id">;
    static constexpr test_rule tests{.field = "livemode", .live = "true", .test = "false"};
    static constexpr auto signed_at =
        signing::words::signed_within(std::chrono::minutes{5}, schemes::timestamp);
};

/// An event that was asked for.
/// \par Specification
/// The Event object
struct event_told {
    required<"id", std::string> id;
    required<"livemode", bool> livemode;
    event_content what;
    optional<"created", std::int64_t> created{}; ///< Unix seconds.
};

/// Asks for an event of the last 30 days.
/// \par Specification
/// GET /v1/events/{id}
struct show_event {
    required<"id", std::string, in_path> id;

    using account = stripe::account;
    using endpoint = get<"/v1/events/{id}", effect::reads>;
    using response = event_told;
};

} // namespace tollgate::inline v0::stripe

#endif
