// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_STRIPE_CHECKOUT_SESSION_HPP
#define TOLLGATE_PROVIDERS_STRIPE_CHECKOUT_SESSION_HPP

#include <tollgate/providers/stripe/account.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0::stripe {

using session_payment_status = open_enum<"paid", "unpaid", "no_payment_required">;
using checkout_session_status = open_enum<"open", "complete", "expired">;

/// Stripe's page where a payer pays.
/// \par Specification
/// The Checkout Session object
struct checkout_session {
    required<"id", std::string> id;
    required<"payment_status", session_payment_status> payment_status;
    required<"livemode", bool> livemode;
    optional<"status", checkout_session_status> status{};
    optional<"url", http_url> url{}; ///< Where the payer goes; none once it is not open.
    optional<"payment_intent", std::string> payment_intent{};
    optional<"client_reference_id", std::string> client_reference_id{};
    optional<"amount_total", minor_units> amount_total{};
    optional<"currency", std::string> currency{};      ///< In small letters.
    optional<"expires_at", std::int64_t> expires_at{}; ///< Unix seconds.
    optional<"metadata", stripe::metadata> metadata{};
    unlisted more{};
};

struct product_data {
    required<"name", std::string> name;
    optional<"images", std::vector<std::string>> images{};
};
struct price_data {
    required<"currency", std::string> currency; ///< In small letters.
    required<"unit_amount", minor_units> unit_amount;
    required<"product_data", stripe::product_data> product_data;
};
/// A price that was made in the dashboard, by its id.
struct by_price {
    required<"price", std::string> price;
};
/// A price of this session alone.
struct by_price_data {
    required<"price_data", stripe::price_data> price_data;
};
struct line_item {
    choice_of<by_price, by_price_data> price;
    required<"quantity", std::int64_t> quantity;
};
struct payment_intent_data {
    optional<"capture_method", std::string> capture_method{};
    optional<"description", std::string> description{};
    optional<"metadata", stripe::metadata> metadata{};
};

/**
 * \brief Makes a page where a payer pays; no money moves before.
 * \par Specification
 * POST /v1/checkout/sessions
 */
struct create_checkout_session {
    stripe::once once;
    constant<"mode", "payment"> mode{};
    required<"line_items", std::vector<line_item>> line_items;
    optional<"success_url", std::string> success_url{}; ///< May hold `{CHECKOUT_SESSION_ID}`.
    optional<"cancel_url", std::string> cancel_url{};
    optional<"client_reference_id", std::string> client_reference_id{}; ///< The shop's own id.
    optional<"customer", std::string> customer{};
    optional<"customer_email", std::string, personal> customer_email{};
    optional<"expires_at", std::int64_t> expires_at{}; ///< Unix seconds.
    optional<"payment_intent_data", stripe::payment_intent_data> payment_intent_data{};
    optional<"metadata", stripe::metadata> metadata{};

    using account = stripe::account;
    using endpoint = post_form<"/v1/checkout/sessions">;
    using response = checkout_session;
};

/// \par Specification
/// GET /v1/checkout/sessions/{id}
struct show_checkout_session {
    required<"id", std::string, in_path> id;
    optional<"expand", std::vector<std::string>> expand{};

    using account = stripe::account;
    using endpoint = get<"/v1/checkout/sessions/{id}", effect::reads>;
    using response = checkout_session;
};

/// Closes the page: nobody can pay there any more.
/// \par Specification
/// POST /v1/checkout/sessions/{id}/expire
struct expire_checkout_session {
    required<"id", std::string, in_path> id;
    stripe::once once;

    using account = stripe::account;
    using endpoint = post_form<"/v1/checkout/sessions/{id}/expire">;
    using response = checkout_session;
};

struct checkout_sessions {
    required<"data", std::vector<checkout_session>> data;
    required<"has_more", bool> has_more; ///< The next page begins behind the last one's id.
};

/// \par Specification
/// GET /v1/checkout/sessions
struct list_checkout_sessions {
    optional<"payment_intent", std::string> payment_intent{};
    optional<"customer", std::string> customer{};
    optional<"status", std::string> status{};
    optional<"limit", std::int64_t> limit{}; ///< 1 to 100; 10 unless given.
    optional<"starting_after", std::string> starting_after{};

    using account = stripe::account;
    using endpoint = get<"/v1/checkout/sessions", effect::reads>;
    using response = checkout_sessions;
    using pages = by_last<"data", "id", "starting_after", "has_more">;
};

} // namespace tollgate::inline v0::stripe

#endif
