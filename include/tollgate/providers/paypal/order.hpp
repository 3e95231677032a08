// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYPAL_ORDER_HPP
#define TOLLGATE_PROVIDERS_PAYPAL_ORDER_HPP

#include <tollgate/array_body.hpp>
#include <tollgate/providers/paypal/authorization.hpp>
#include <tollgate/providers/paypal/capture.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0::paypal {

struct amount_breakdown {
    optional<"item_total", money> item_total{};
    optional<"shipping", money> shipping{};
    optional<"tax_total", money> tax_total{};
    optional<"discount", money> discount{};
};
/// An amount, and what it is made of.
struct amount_with_breakdown {
    required<"value", money_beside<"currency_code", unit::major_text>> value;
    optional<"breakdown", amount_breakdown> breakdown{};
};
struct item {
    required<"name", std::string> name;
    required<"quantity", std::int64_t, as_text> quantity;
    required<"unit_amount", money> unit_amount;
    optional<"sku", std::string> sku{};
    optional<"category", std::string> category{}; ///< `PHYSICAL_GOODS`, `DIGITAL_GOODS`, `DONATION`.
    optional<"description", std::string> description{};
};
struct purchase_unit {
    required<"amount", amount_with_breakdown> amount;
    optional<"reference_id", std::string> reference_id{}; ///< `default` unless given.
    optional<"custom_id", std::string> custom_id{};       ///< The shop's own id; comes back in events.
    optional<"invoice_id", std::string> invoice_id{};
    optional<"description", std::string> description{};
    optional<"soft_descriptor", std::string> soft_descriptor{};
    optional<"items", std::vector<item>> items{};
};

struct experience_context {
    optional<"return_url", std::string> return_url{};
    optional<"cancel_url", std::string> cancel_url{};
    optional<"user_action", std::string> user_action{};                 ///< `PAY_NOW`, `CONTINUE`.
    optional<"shipping_preference", std::string> shipping_preference{}; ///< `NO_SHIPPING` …
    optional<"brand_name", std::string> brand_name{};
    optional<"locale", std::string> locale{};
};
struct paypal_wallet {
    optional<"experience_context", paypal::experience_context> experience_context{};
};
/// How the payer pays. The member's name is the choice; what is not described here stands in `other`.
struct payment_source {
    optional<"paypal", paypal_wallet> paypal{};
    unlisted other{};
};

struct payments_of_unit {
    optional<"captures", std::vector<capture>> captures{};
    optional<"authorizations", std::vector<authorization>> authorizations{};
    unlisted more{};
};
struct unit_told {
    optional<"reference_id", std::string> reference_id{};
    optional<"custom_id", std::string> custom_id{};
    optional<"amount", money> amount{};
    optional<"payments", payments_of_unit> payments{};
    unlisted more{};
};

using order_status =
    open_enum<"CREATED", "SAVED", "APPROVED", "VOIDED", "COMPLETED", "PAYER_ACTION_REQUIRED">;

/// \par Specification
/// checkout_orders_v2, order
struct order {
    required<"id", std::string> id;
    required<"status", order_status> status; ///< `COMPLETED`: look at each capture whether it is.
    optional<"intent", std::string> intent{};
    optional<"purchase_units", std::vector<unit_told>> units{};
    optional<"links", std::vector<link>> links{};
    unlisted more{};

    /// Where the payer approves the order; empty if there is nothing to approve.
    [[nodiscard]] std::string page() const
    {
        if (links)
            for (link const &each : *links)
                if (*each.rel == "payer-action" || *each.rel == "approve") return each.href->text();
        return {};
    }

    using identity = picks<"id", "status">;
};

/// \par Specification
/// POST /v2/checkout/orders
struct create_order {
    paypal::once once;
    paypal::prefer prefer{};
    required<"intent", std::string> intent; ///< `CAPTURE`, `AUTHORIZE`.
    required<"purchase_units", std::vector<purchase_unit>> units;
    optional<"payment_source", paypal::payment_source> payment_source{};

    using account = paypal::account;
    using endpoint = post_json<"/v2/checkout/orders">;
    using response = order;
};

/// \par Specification
/// GET /v2/checkout/orders/{id}
struct show_order {
    required<"id", std::string, in_path> id;
    optional<"fields", std::string> fields{}; ///< `payment_source`: to be told that too.

    using account = paypal::account;
    using endpoint = get<"/v2/checkout/orders/{id}", effect::reads>;
    using response = order;
};

struct patched_text {
    required<"value", std::string> value;
};
struct patched_amount {
    required<"value", amount_with_breakdown> value;
};
struct any_object {
    unlisted members{};
};
struct patched_object {
    required<"value", any_object> value;
};
/// One change, by RFC 6902.
struct patch {
    required<"op", std::string> op;     ///< `add`, `replace`, `remove`.
    required<"path", std::string> path; ///< ``/purchase_units/@reference_id=='default'/amount``.
    optional_choice_of<patched_text, patched_amount, patched_object> value{};
};

/// Changes an order that is not yet completed.
/// \par Specification
/// PATCH /v2/checkout/orders/{id}
struct patch_order {
    required<"id", std::string, in_path> id;
    array_body<"ops", patch> changes;

    using account = paypal::account;
    using endpoint = patch_json<"/v2/checkout/orders/{id}">;
    using response = nothing;
};

/// \par Specification
/// POST /v2/checkout/orders/{id}/confirm-payment-source
struct confirm_order {
    required<"id", std::string, in_path> id;
    paypal::prefer prefer{};
    required<"payment_source", paypal::payment_source> payment_source;

    using account = paypal::account;
    using endpoint = post_json<"/v2/checkout/orders/{id}/confirm-payment-source">;
    using response = order;
};

/// Takes the money of an approved order. One whose outcome is unknown is sent again by its key: that `show_order` finds the order says
/// nothing, as it was there before.
/// \par Specification
/// POST /v2/checkout/orders/{id}/capture
struct capture_order {
    required<"id", std::string, in_path> id;
    paypal::once once;
    paypal::prefer prefer{};

    using account = paypal::account;
    using endpoint = post_json<"/v2/checkout/orders/{id}/capture">;
    using response = order;
};

/// Has the money of an approved order reserved.
/// \par Specification
/// POST /v2/checkout/orders/{id}/authorize
struct authorize_order {
    required<"id", std::string, in_path> id;
    paypal::once once;
    paypal::prefer prefer{};

    using account = paypal::account;
    using endpoint = post_json<"/v2/checkout/orders/{id}/authorize">;
    using response = order;
};

} // namespace tollgate::inline v0::paypal

#endif
