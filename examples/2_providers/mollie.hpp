// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef EXAMPLES_MORE_GATEWAYS_MOLLIE_HPP
#define EXAMPLES_MORE_GATEWAYS_MOLLIE_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

/// \file
/// Mollie: payments and refunds of its API v2, and its webhook, which says only an id and is never signed. An example of a
/// REST gateway, not a maintained provider.
///
/// Documents:
/// - the OpenAPI description https://github.com/mollie/openapi specs.yaml commit cfbba47b874b90ea54dc5e2643d163b8bc527902, by its
///   operation ids below;
/// - the guides https://github.com/mollie/api-documentation source/overview commit 55628855dd66c78f43158e8cadae460fdc62cfd1:
///   authentication.rst, handling-errors.rst, api-idempotency.rst, pagination.rst, webhooks.rst.

namespace mollie {

/// A website profile. An API key belongs to one mode, `live_…` or `test_…` (authentication.rst, "Creating API keys").
struct account {
    tollgate::required<"api_key", tollgate::secret> api_key;
};

} // namespace mollie

template <>
struct tollgate::provider_traits<mollie::account> {
    static constexpr std::string_view name = "Mollie";
    static constexpr std::string_view host = "api.mollie.com/v2";
    /// authentication.rst, "Authenticating an API call".
    static constexpr auto sent_headers = headers_of(bearer<"api_key">);
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    /// webhooks.rst, "Example": the status is not transmitted, whoever is told asks.
    static constexpr auto callback_signature = signing::words::never_signed;
    /// handling-errors.rst, "All possible status codes"; schema `error-response`. An error's `status` repeats the HTTP
    /// status, and a payment has a field of this name too, so its reason phrase is the code. 409 is left out: an earlier
    /// request with the same key may still be worked on (api-idempotency.rst, "Handling errors").
    static constexpr refusal_rule refusal{.code = "title",
                                          .message = "detail",
                                          .refused_at = {400, 401, 403, 404, 405, 410, 415, 422},
                                          .again_at = {429},
                                          .not_found_at = {404}};
    /// webhooks.rst, "Retry schema": the status 200 alone.
    static constexpr acknowledgement acknowledged{};
    /// api-idempotency.rst, "Using an idempotency key".
    static constexpr std::chrono::seconds key_lifetime = std::chrono::hours{1};
    /// Undocumented.
    static constexpr std::chrono::seconds timeout{30};
};

namespace mollie {

/// Schema `amount`: `{"currency":"EUR","value":"10.00"}`.
using money = tollgate::shaped_money<"value", "currency", tollgate::unit::major_text>;

/// A link of HAL. Schema `url`.
struct link {
    tollgate::required<"href", tollgate::http_url> to;
};

/// Links of a payment. Schema `payment-response`, `_links`.
struct payment_links {
    tollgate::optional<"checkout", link>
        checkout{}; ///< Where the payer goes; absent once nothing is left to be paid.
};

/// Schema `payment-status`.
using payment_status =
    tollgate::open_enum<"open", "pending", "authorized", "paid", "canceled", "expired", "failed">;

/// A payment as Mollie knows it. Schema `payment-response`.
struct payment {
    tollgate::required<"id", std::string> id;
    tollgate::required<"mode", std::string> mode; ///< `live` or `test`, by the key.
    tollgate::required<"status", payment_status> status;
    tollgate::required<"amount", money> amount;
    tollgate::optional<"amountRefunded", money> refunded{};
    tollgate::optional<"amountChargedBack", money> charged_back{};
    tollgate::optional<"description", std::string> description{};
    tollgate::optional<"method", std::string> method{};
    tollgate::optional<"metadata", std::string> metadata{};
    tollgate::required<"_links", payment_links> links;
    tollgate::unlisted more{};

    /// What was paid; 0 unless the payment is paid. What was given back is not taken off.
    [[nodiscard]] tollgate::money paid() const
    {
        return *status == "paid" ? tollgate::money{*amount} : tollgate::money{0, amount->in};
    }

    static constexpr tollgate::test_rule tests{.field = "mode", .live = "live", .test = "test"};
    /// The webhook is called again for refunds and chargebacks, which leave the status as it is (webhooks.rst,
    /// "Endpoints supporting webhooks").
    using identity = tollgate::picks<"id", "status", "amountRefunded", "amountChargedBack">;
};

/// Operation `create-payment`. The answer's `checkout` is where the payer goes.
struct create_payment {
    /// "We recommend using UUID4" (api-idempotency.rst).
    tollgate::required<"Idempotency-Key", tollgate::idempotency_key, tollgate::as_header> once;
    tollgate::required<"amount", money> amount;
    tollgate::required<"description", std::string, tollgate::at_most<255>> description;
    tollgate::required<"redirectUrl", std::string>
        back_to; ///< Needless for recurring payments, which are not described.
    tollgate::optional<"webhookUrl", std::string> tell{};
    tollgate::optional<"method", std::string> method{};
    tollgate::optional<"locale", std::string> locale{};
    tollgate::optional<"metadata", std::string> metadata{}; ///< Any JSON in the document, a text here.

    using account = mollie::account;
    using endpoint = tollgate::post_json<"/payments">;
    using response = payment;
};

/// Operation `get-payment`.
struct get_payment {
    tollgate::required<"id", std::string, tollgate::in_path> id;

    using account = mollie::account;
    using endpoint = tollgate::get<"/payments/{id}", tollgate::effect::reads>;
    using response = payment;
};

/// Operation `cancel-payment`.
struct cancel_payment {
    tollgate::required<"id", std::string, tollgate::in_path> id;

    using account = mollie::account;
    using endpoint = tollgate::delete_<"/payments/{id}">;
    using response = payment;
};

/// Schema `list-links`.
struct list_links {
    tollgate::optional<"next", link> next{};
};

struct payments_found {
    tollgate::required<"payments", std::vector<payment>> payments;
};

struct payment_list {
    tollgate::required<"_embedded", payments_found> found;
    tollgate::required<"_links", list_links> links;
};

/// Operation `list-payments`.
struct list_payments {
    tollgate::optional<"from", std::string> from{}; ///< A payment's id.
    tollgate::optional<"limit", int> limit{};       ///< 250 at most (pagination.rst).
    tollgate::optional<"sort", std::string> sort{}; ///< `asc` or `desc`.

    using pages = tollgate::by_link<"_links.next.href">;
    using account = mollie::account;
    using endpoint = tollgate::get<"/payments", tollgate::effect::reads>;
    using response = payment_list;
};

/// Schema `entity-refund-response`, `status`.
using refund_status =
    tollgate::open_enum<"queued", "pending", "processing", "refunded", "failed", "canceled">;

/// Schema `entity-refund-response`.
struct refund {
    tollgate::required<"id", std::string> id;
    tollgate::required<"mode", std::string> mode;
    tollgate::required<"status", refund_status> status;
    tollgate::required<"amount", money> amount;
    tollgate::required<"paymentId", std::string> payment;
    tollgate::optional<"description", std::string> description{};

    static constexpr tollgate::test_rule tests{.field = "mode", .live = "live", .test = "test"};
};

/// Operation `create-refund`. "Partial refunds: executing the refund twice may lead to two" (api-idempotency.rst).
struct create_refund {
    tollgate::required<"payment", std::string, tollgate::in_path> payment;
    tollgate::required<"Idempotency-Key", tollgate::idempotency_key, tollgate::as_header> once;
    tollgate::required<"amount", money> amount;
    tollgate::optional<"description", std::string, tollgate::at_most<255>> description{};

    using account = mollie::account;
    using endpoint = tollgate::post_json<"/payments/{payment}/refunds">;
    using response = refund;
};

/// Operation `get-refund`.
struct get_refund {
    tollgate::required<"payment", std::string, tollgate::in_path> payment;
    tollgate::required<"id", std::string, tollgate::in_path> id;

    using account = mollie::account;
    using endpoint = tollgate::get<"/payments/{payment}/refunds/{id}", tollgate::effect::reads>;
    using response = refund;
};

struct refunds_found {
    tollgate::required<"refunds", std::vector<refund>> refunds;
};

struct refund_list {
    tollgate::required<"_embedded", refunds_found> found;
    tollgate::required<"_links", list_links> links;
};

/// Operation `list-refunds`.
struct list_refunds {
    tollgate::required<"payment", std::string, tollgate::in_path> payment;
    tollgate::optional<"from", std::string> from{};
    tollgate::optional<"limit", int> limit{};

    using pages = tollgate::by_link<"_links.next.href">;
    using account = mollie::account;
    using endpoint = tollgate::get<"/payments/{payment}/refunds", tollgate::effect::reads>;
    using response = refund_list;
};

/// The answer to `cancel_refund` is 204, without a body.
struct done {};

/// Operation `cancel-refund`: while it is queued or pending.
struct cancel_refund {
    tollgate::required<"payment", std::string, tollgate::in_path> payment;
    tollgate::required<"id", std::string, tollgate::in_path> id;

    using account = mollie::account;
    using endpoint = tollgate::delete_<"/payments/{payment}/refunds/{id}">;
    using response = done;
};

/// The webhook: `id=tr_d0b0E3EA3v`, a form (webhooks.rst, "Example"). The gateway is asked for the payment.
struct notification {
    tollgate::required<"id", std::string> id;

    using account = mollie::account;
    static constexpr bool only_as_form = true;
    using confirmed_by = tollgate::asks<get_payment, "id">;
};

} // namespace mollie

#endif
