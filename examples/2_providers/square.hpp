// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef EXAMPLES_MORE_GATEWAYS_SQUARE_HPP
#define EXAMPLES_MORE_GATEWAYS_SQUARE_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

/// \file
/// Square: its Payments and Refunds API and the events that report on them. An example of a REST gateway with an
/// environment for tests and events that are signed in a header, not a maintained provider.
///
/// Documents:
/// - the OpenAPI description https://github.com/square/connect-api-specification api.json
///   commit 5733f6624e9a5b930a8426f0e02a6bf7e35c6c0f, by its operation ids and schemas below;
/// - https://developer.squareup.com/docs/webhooks/step3validate, "Validate that the notification is from Square", and
///   step2subscribe, "Format of an event notification";
/// - https://developer.squareup.com/docs/build-basics/general-considerations/handling-errors;
/// - https://developer.squareup.com/docs/working-with-apis/idempotency.

namespace square {

/// A seller's account, as an application sees it.
struct account {
    tollgate::required<"environment", tollgate::environment> at; ///< `sandbox` or `production`.
    tollgate::required<"access_token", tollgate::secret> access_token;
    tollgate::required<"signature_key", tollgate::secret> signature_key; ///< Of the webhook subscription.
    /// Of the subscription, exactly as it was entered there. Never sent.
    tollgate::required<"notification_url", std::string> notification_url;
};

namespace schemes {

using namespace tollgate::signing::words;

/// \par Specification
/// The HMAC-SHA-256 of the notification URL and the raw body, with the subscription's signature key, in base64, in the
/// header x-square-hmacsha256-signature (webhooks/step3validate).
inline constexpr auto event = in_header<"x-square-hmacsha256-signature">(
    base64(hmac_sha256(key, account_field<"notification_url"> + body)));

} // namespace schemes
} // namespace square

template <>
struct tollgate::provider_traits<square::account> {
    static constexpr std::string_view name = "Square";
    /// api.json, `info.x-server-configuration`.
    static constexpr auto host =
        hosts<"sandbox", "connect.squareupsandbox.com", "production", "connect.squareup.com">;
    /// api.json, `securitySchemes.oauth2`: the version of the description.
    static constexpr auto sent_headers =
        headers_of(bearer<"access_token">, sends<"Square-Version">("2025-08-20"));
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = ::square::schemes::event;
    /// Schemas `Error`, `ErrorCode`. That a request with one of these statuses did nothing is inferred from "if a request
    /// fails"; a conflict and a timeout (409, 408) are left open. The answer to TEMPORARY_ERROR is to "retry your call using
    /// the same idempotency key".
    static constexpr refusal_rule refusal{
        .code = "errors.0.code",
        .message = "errors.0.detail",
        .open_codes = {"TEMPORARY_ERROR"},
        .refused_at = {400, 401, 402, 403, 404, 405, 406, 410, 413, 415, 422},
        .again_at = {429},
        .not_found_at = {404}};
    /// webhooks/troubleshooting: a status 2xx within 10 seconds.
    static constexpr acknowledgement acknowledged{};
    /// Undocumented: an hour is assumed, so that a key is not used when it may be forgotten.
    static constexpr std::chrono::seconds key_lifetime = std::chrono::hours{1};
    /// Undocumented.
    static constexpr std::chrono::seconds timeout{30};
    static constexpr std::string_view key = "signature_key";
    using from_account = picks<>;
};

namespace square {

/// Schema `Money`: `{"amount":1000,"currency":"USD"}`, in the smallest unit.
using money = tollgate::shaped_money<"amount", "currency", tollgate::unit::minor>;

/// Schema `Payment`, `status`.
using payment_status = tollgate::open_enum<"APPROVED", "PENDING", "COMPLETED", "CANCELED", "FAILED">;

/// Schema `Payment`. No field of it is required there; without these a program has nothing to act on.
struct payment {
    tollgate::required<"id", std::string> id;
    tollgate::required<"status", payment_status> status;
    tollgate::required<"amount_money", money> amount; ///< Without the tip.
    tollgate::optional<"total_money", money> total{}; ///< With the tip.
    tollgate::optional<"approved_money", money> approved{};
    tollgate::optional<"refunded_money", money> refunded{};
    tollgate::optional<"source_type", std::string> source_type{};
    tollgate::optional<"location_id", std::string> location{};
    tollgate::optional<"order_id", std::string> order{};
    tollgate::optional<"reference_id", std::string> reference{}; ///< The shop's own id.
    tollgate::optional<"receipt_url", tollgate::http_url> receipt{};
    tollgate::optional<"version_token", std::string> version{};
    tollgate::unlisted more{};

    /// What was paid, with the tip; 0 unless the payment is completed. What was given back is not taken off.
    [[nodiscard]] tollgate::money paid() const
    {
        if (*status != "COMPLETED") return {0, amount->in};
        return total.has_value() ? *total : *amount;
    }
};

/// Schemas `CreatePaymentResponse`, `GetPaymentResponse`, `CompletePaymentResponse`, `CancelPaymentResponse`.
struct payment_told {
    tollgate::required<"payment", square::payment> payment;
};

/// Operation `CreatePayment`.
struct create_payment {
    tollgate::required<"source_id", std::string> source; ///< A token of the Web Payments SDK.
    tollgate::required<"idempotency_key", tollgate::idempotency_key, tollgate::at_most<45>> once;
    tollgate::required<"amount_money", money>
        amount; ///< "Required" in the reference's page, not in api.json.
    tollgate::optional<"tip_money", money> tip{};
    tollgate::optional<"autocomplete", bool> autocomplete{}; ///< `false`: it waits for `complete_payment`.
    tollgate::optional<"order_id", std::string> order{};
    tollgate::optional<"customer_id", std::string> customer{};
    tollgate::optional<"location_id", std::string> location{};
    tollgate::optional<"reference_id", std::string, tollgate::at_most<40>> reference{};
    tollgate::optional<"buyer_email_address", std::string, tollgate::personal, tollgate::at_most<255>>
        email{};
    tollgate::optional<"note", std::string, tollgate::at_most<500>> note{};

    using account = square::account;
    using endpoint = tollgate::post_json<"/v2/payments">;
    using response = payment_told;
};

/// Operation `GetPayment`.
struct get_payment {
    tollgate::required<"payment_id", std::string, tollgate::in_path> id;

    using account = square::account;
    using endpoint = tollgate::get<"/v2/payments/{payment_id}", tollgate::effect::reads>;
    using response = payment_told;
};

/// Operation `CompletePayment`: of one that is APPROVED.
struct complete_payment {
    tollgate::required<"payment_id", std::string, tollgate::in_path> id;
    tollgate::optional<"version_token", std::string> version{};

    using account = square::account;
    using endpoint = tollgate::post_json<"/v2/payments/{payment_id}/complete">;
    using response = payment_told;
};

/// Operation `CancelPayment`: of one that is APPROVED.
struct cancel_payment {
    tollgate::required<"payment_id", std::string, tollgate::in_path> id;

    using account = square::account;
    using endpoint = tollgate::post_empty<"/v2/payments/{payment_id}/cancel">;
    using response = payment_told;
};

/// The answer to `cancel_lost_payment` is `{}`, also where there was nothing to cancel.
struct done {};

/// Operation `CancelPaymentByIdempotencyKey`: "when the status of a CreatePayment request is unknown".
struct cancel_lost_payment {
    tollgate::required<"idempotency_key", std::string, tollgate::at_most<45>>
        key; ///< That of the lost payment.

    using account = square::account;
    using endpoint = tollgate::post_json<"/v2/payments/cancel">;
    using response = done;
};

/// Schema `ListPaymentsResponse`.
struct payment_list {
    tollgate::optional<"payments", std::vector<payment>> payments{};
    tollgate::optional<"cursor", std::string> cursor{};
};

/// Operation `ListPayments`. New payments may take several seconds to appear.
struct list_payments {
    tollgate::optional<"begin_time", std::string> from{}; ///< RFC 3339.
    tollgate::optional<"end_time", std::string> until{};
    tollgate::optional<"sort_order", std::string> order{}; ///< `ASC` or `DESC`.
    tollgate::optional<"cursor", std::string> cursor{};
    tollgate::optional<"location_id", std::string> location{};
    tollgate::optional<"limit", int> limit{}; ///< 100 at most.

    using pages = tollgate::by_cursor<"cursor", "cursor">;
    using account = square::account;
    using endpoint = tollgate::get<"/v2/payments", tollgate::effect::reads>;
    using response = payment_list;
};

/// Schema `PaymentRefund`, `status`.
using refund_status = tollgate::open_enum<"PENDING", "COMPLETED", "REJECTED", "FAILED">;

/// Schema `PaymentRefund`.
struct refund {
    tollgate::required<"id", std::string> id;
    tollgate::required<"amount_money", money> amount;
    tollgate::optional<"status", refund_status> status{};
    tollgate::optional<"payment_id", std::string> payment{};
    tollgate::optional<"reason", std::string> reason{};
    tollgate::unlisted more{};
};

/// Schemas `RefundPaymentResponse`, `GetPaymentRefundResponse`.
struct refund_told {
    tollgate::required<"refund", square::refund> refund;
};

/// Operation `RefundPayment`, of a payment that Square knows.
struct refund_payment {
    tollgate::required<"idempotency_key", tollgate::idempotency_key, tollgate::at_most<45>> once;
    tollgate::required<"amount_money", money> amount;
    tollgate::required<"payment_id", std::string> payment;
    tollgate::optional<"reason", std::string, tollgate::at_most<192>> reason{};

    using account = square::account;
    using endpoint = tollgate::post_json<"/v2/refunds">;
    using response = refund_told;
};

/// Operation `GetPaymentRefund`.
struct get_refund {
    tollgate::required<"refund_id", std::string, tollgate::in_path> id;

    using account = square::account;
    using endpoint = tollgate::get<"/v2/refunds/{refund_id}", tollgate::effect::reads>;
    using response = refund_told;
};

/// An event. `event_id` is made for recognizing repetitions (webhooks/step4manage, "Webhooks best practices").
struct event {
    tollgate::required<"event_id", std::string> id;
    tollgate::required<"merchant_id", std::string> merchant;
    tollgate::optional<"created_at", std::string> created_at{};
    /// Schemas `PaymentUpdatedEvent`, `RefundUpdatedEvent` and those of what was created: the payment or refund stands in an object.
    tollgate::events<"type", "data.object", tollgate::on<payment_told, "payment.created", "payment.updated">,
                     tollgate::on<refund_told, "refund.created", "refund.updated">>
        what;

    using account = square::account;
    using identity = tollgate::picks<"event_id">;
};

} // namespace square

#endif
