// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_STRIPE_WEBHOOKS_HPP
#define TOLLGATE_PROVIDERS_STRIPE_WEBHOOKS_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// \file
/// Stripe's webhooks, docs.stripe.com. Pages cited: "Receive Stripe events in your webhook endpoint", section "Verify webhook
/// signatures manually"; API reference, "The Event object".

namespace tollgate::inline v0::stripe_webhooks {

/// An endpoint that Stripe delivers to.
struct account {
    /// As Stripe shows it, `whsec_` included. For a rolled one, the new one `.replacing` the old.
    required<"signing_secret", secret> signing_secret;
};

namespace schemes {

using namespace signing::words;
using signing::words::header; // and not the library's type of that name

/// When the delivery was attempted; a repeated delivery has a new time.
inline constexpr auto timestamp = part<"t">(header<"Stripe-Signature">);

/// \par Specification
/// Verify webhook signatures manually: HMAC-SHA256 of the timestamp, a full stop and the body. Only `v1` is a valid live
/// scheme; while a secret is being rolled there is one for each.
inline constexpr auto callback =
    in_header_list<"Stripe-Signature", ",", "v1=">(hex(hmac_sha256(key, timestamp + "." + body)));

} // namespace schemes

} // namespace tollgate::inline v0::stripe_webhooks

template <>
struct tollgate::provider_traits<tollgate::stripe_webhooks::account> {
    static constexpr std::string_view name = "Stripe webhooks";
    static constexpr std::string_view host = ""; ///< Stripe is not asked anything.
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = stripe_webhooks::schemes::callback;
    static constexpr refusal_rule refusal{};
    /// Any `2xx`.
    static constexpr acknowledgement acknowledged{.content_type = "text/plain"};
    static constexpr std::chrono::seconds timeout{30};
};

namespace tollgate::inline v0::stripe_webhooks {

/**
 * \brief Something happened; the object that it happened to is in `verified<event>::received()`, under `data.object`.
 * \details Five minutes are the tolerance of Stripe's own libraries.
 * \par Specification
 * The Event object
 */
struct event {
    required<"id", std::string> id;                       ///< The same in every delivery: act on it once.
    optional<"object", std::string> object{};             ///< `event`.
    optional<"account", std::string> connected_account{}; ///< Where it originates, for Connect.
    optional<"api_version", std::string> api_version{};   ///< By which `data` is written.
    optional<"context", std::string> context{};           ///< Needed to fetch the object.
    /// In Unix seconds; not that of the delivery. Events of version 2 (`object` is `v2.core.event`) say it in ISO 8601, as
    /// a text: left out here, it stands in `received()`.
    optional<"created", std::int64_t> created{};
    required<"livemode", bool> livemode;                           ///< `false` in test mode: no money moved.
    optional<"pending_webhooks", std::int64_t> pending_webhooks{}; ///< Deliveries still to succeed.
    required<"type", std::string> type; ///< What happened: `invoice.paid`, `charge.refunded` …

    using account = stripe_webhooks::account;
    using identity = picks<"id">;
    static constexpr test_rule tests{.field = "livemode", .live = "true", .test = "false"};
    static constexpr auto signed_at =
        signing::words::signed_within(std::chrono::minutes{5}, schemes::timestamp);
};

} // namespace tollgate::inline v0::stripe_webhooks

#endif
