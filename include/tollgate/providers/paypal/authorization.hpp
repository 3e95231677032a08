// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYPAL_AUTHORIZATION_HPP
#define TOLLGATE_PROVIDERS_PAYPAL_AUTHORIZATION_HPP

#include <tollgate/providers/paypal/capture.hpp>

#include <chrono>
#include <string>

namespace tollgate::inline v0::paypal {

/// `EXPIRED` is inferred.
using authorization_status =
    open_enum<"CREATED", "CAPTURED", "DENIED", "PARTIALLY_CAPTURED", "VOIDED", "PENDING", "EXPIRED">;

/// Money that is reserved.
/// \par Specification
/// payments_payment_v2, authorization
struct authorization {
    required<"id", std::string> id;
    required<"status", authorization_status> status;
    optional<"amount", money> amount{};
    optional<"expiration_time", std::string> expiration_time{}; ///< ISO 8601.
    optional<"custom_id", std::string> custom_id{};
    optional<"invoice_id", std::string> invoice_id{};
    unlisted more{};

    using identity = picks<"id", "status">;
    /// A capture changes the status. A notification that is repeated after it is about the same reservation.
    using same_identity = alike<"status", "CREATED", "PARTIALLY_CAPTURED", "CAPTURED">;
};

/// \par Specification
/// GET /v2/payments/authorizations/{authorization_id}
struct show_authorization {
    required<"id", std::string, in_path> id;

    using account = paypal::account;
    using endpoint = get<"/v2/payments/authorizations/{id}", effect::reads>;
    using response = authorization;
};

/// Takes reserved money, all of it unless an amount is given.
/// \par Specification
/// POST /v2/payments/authorizations/{authorization_id}/capture
struct capture_authorization {
    required<"id", std::string, in_path> authorization;
    paypal::once once;
    paypal::prefer prefer{};
    optional<"amount", money> amount{};
    optional<"final_capture", bool> final_capture{};
    optional<"invoice_id", std::string> invoice_id{};
    optional<"note_to_payer", std::string> note_to_payer{};
    optional<"soft_descriptor", std::string> soft_descriptor{};

    using account = paypal::account;
    using endpoint = post_json<"/v2/payments/authorizations/{id}/capture">;
    using response = capture;
    static constexpr auto key_lifetime = std::chrono::hours{45 * 24};
};

/// Releases reserved money.
/// \par Specification
/// POST /v2/payments/authorizations/{authorization_id}/void, of whose headers the description does not name the key: inferred.
struct void_authorization {
    required<"id", std::string, in_path> authorization;
    required<"PayPal-Request-Id", idempotency_key, inferred, as_header, at_most<108>> once;

    using account = paypal::account;
    using endpoint = post_empty<"/v2/payments/authorizations/{id}/void">;
    using response = nothing;
    static constexpr auto key_lifetime = std::chrono::hours{45 * 24};
};

} // namespace tollgate::inline v0::paypal

#endif
