// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_STRIPE_EVENT_HPP
#define TOLLGATE_PROVIDERS_STRIPE_EVENT_HPP

#include <tollgate/providers/stripe/account.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace tollgate::inline v0::stripe {

/// What an event is about: what payment intents, checkout sessions and refunds have in common. The whole stands in `more`, or is to be asked
/// for by its id.
struct event_object {
    optional<"id", std::string> id{};
    optional<"object", std::string> object{}; ///< `payment_intent`, `checkout.session`, `refund`, `charge` …
    optional<"status", std::string> status{};
    optional<"amount", minor_units> amount{};
    optional<"amount_received", minor_units> amount_received{}; ///< Of a payment intent.
    optional<"amount_total", minor_units> amount_total{};       ///< Of a checkout session.
    optional<"currency", std::string> currency{};               ///< In small letters.
    optional<"payment_status", std::string> payment_status{};   ///< Of a checkout session.
    optional<"payment_intent", std::string> payment_intent{};   ///< Of a checkout session, or a refund.
    optional<"client_reference_id", std::string> client_reference_id{};
    optional<"metadata", stripe::metadata> metadata{};
    unlisted more{};
};
struct event_data {
    required<"object", event_object> object;
};

/**
 * \brief Something happened: a snapshot of what it happened to.
 * \details Of payments: `payment_intent.succeeded`, `payment_intent.payment_failed`, `payment_intent.requires_action`,
 * `payment_intent.processing`, `payment_intent.amount_capturable_updated`, `payment_intent.canceled`; `checkout.session.completed`,
 * `checkout.session.async_payment_succeeded`, `checkout.session.async_payment_failed`, `checkout.session.expired`; `refund.created`,
 * `refund.updated`, `refund.failed`. Their order is not kept; `id` is the same in every delivery of one. Five minutes are the tolerance of
 * Stripe's own libraries.
 * \par Specification
 * The Event object; Types of events
 */
struct event {
    required<"id", std::string> id;
    required<"type", std::string> type;
    required<"livemode", bool> livemode; ///< `false` in test mode: no money moved.
    required<"data", event_data> data;
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
    required<"type", std::string> type;
    required<"livemode", bool> livemode;
    required<"data", event_data> data;
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
