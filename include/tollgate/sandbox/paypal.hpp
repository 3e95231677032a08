// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_PAYPAL_HPP
#define TOLLGATE_SANDBOX_PAYPAL_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_private_key.hpp>
#include <tollgate/keyring.hpp>
#include <tollgate/private_key.hpp>
#include <tollgate/providers/paypal.hpp>
#include <tollgate/sandbox/described_behaviour.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <tuple>

namespace tollgate::inline v0::sandbox {

/// The address by which events name the certificate that verifies them.
inline constexpr std::string_view paypal_certificate_url =
    "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-sandbox";
/// That certificate, made once in each process.
/// \par Errors
/// Throws `std::runtime_error` if OpenSSL cannot make it.
[[nodiscard]] TOLLGATE_DECL std::string const &paypal_certificate_pem();
/// The same under its address, as \ref paypal::account takes it. Errors as \ref paypal_certificate_pem.
[[nodiscard]] TOLLGATE_DECL keyring paypal_certificates();

namespace paypal_parts {

using enum entry_state;

inline constexpr std::string_view debug_id = "90957fca61718";
inline constexpr text_at invalid[] = {
    {"name", "INVALID_REQUEST"},
    {"message", "Request is not well-formed, syntactically incorrect, or violates schema."},
    {"debug_id", debug_id}};
inline constexpr text_at not_there[] = {{"name", "RESOURCE_NOT_FOUND"},
                                        {"message", "The specified resource does not exist."},
                                        {"debug_id", debug_id}};
inline constexpr text_at not_now[] = {
    {"name", "UNPROCESSABLE_ENTITY"},
    {"message",
     "The requested action could not be performed, semantically incorrect, or failed business validation."},
    {"debug_id", debug_id}};
inline constexpr text_at other_client[] = {{"error", "invalid_client"},
                                           {"error_description", "Client Authentication failed"}};
inline constexpr text_at other_token[] = {
    {"error", "invalid_token"}, {"error_description", "The token passed in was not found in the system"}};

[[nodiscard]] constexpr refusal bad_request(std::string_view issue, std::string_view description)
{
    return {.code = issue, .message = description, .status = 400, .beside = invalid};
}
[[nodiscard]] constexpr refusal unprocessable(std::string_view issue, std::string_view description)
{
    return {.code = issue, .message = description, .status = 422, .beside = not_now};
}
inline constexpr refusal missing{
    .code = "INVALID_RESOURCE_ID",
    .message = "Specified resource ID does not exist. Please check the resource ID and try again.",
    .status = 404,
    .beside = not_there};

inline constexpr refusal not_approved =
    unprocessable("ORDER_NOT_APPROVED", "Payer has not yet approved the Order for payment.");
inline constexpr refusal already_captured =
    unprocessable("ORDER_ALREADY_CAPTURED",
                  "Order already captured. If 'intent=CAPTURE' only one capture per order is allowed.");
inline constexpr refusal already_authorized = unprocessable(
    "ORDER_ALREADY_AUTHORIZED",
    "Order already authorized. If 'intent=AUTHORIZE' only one authorization per order is allowed.");
inline constexpr refusal other_intent =
    unprocessable("ACTION_DOES_NOT_MATCH_INTENT", "Order was created with another intent.");
inline constexpr refusal authorization_voided =
    unprocessable("AUTHORIZATION_VOIDED", "A voided authorization cannot be captured or reauthorized.");
inline constexpr refusal authorization_captured =
    unprocessable("AUTHORIZATION_ALREADY_CAPTURED", "Authorization has previously been captured.");

inline constexpr condition to_capture{.path = "intent", .text = "CAPTURE"};
inline constexpr condition to_authorize{.path = "intent", .text = "AUTHORIZE"};

inline constexpr refused_row no_confirmation[] = {
    {paid, already_captured, to_capture},
    {paid, already_authorized, to_authorize},
    {authorized, unprocessable("PAYMENT_ALREADY_APPROVED", "The payment has already been approved.")},
};
inline constexpr refused_row no_capture[] = {
    {{}, other_intent, to_authorize},
    {paid, already_captured},
};
inline constexpr refused_row no_authorization[] = {
    {{}, other_intent, to_capture},
    {paid, already_authorized},
};
inline constexpr refused_row no_capture_of_authorization[] = {{canceled, authorization_voided}};
inline constexpr refused_row no_void[] = {
    {canceled, unprocessable("PREVIOUSLY_VOIDED",
                             "Authorization has been previously voided and hence cannot be voided again.")},
};

inline constexpr member_row order_members[] = {
    {"id", "{id}"},
    {"create_time", "{time_created}Z"},
    {"status", "CREATED"},
    {"status", "PAYER_ACTION_REQUIRED", value_kind::text, {pending, declined}, "payment_source"},
    {"status", "APPROVED", value_kind::text, authorized},
    {"status", "COMPLETED", value_kind::text, paid},
    {.path = "purchase_units.0.reference_id", .text = "default", .only_once = true},
    {"payer.payer_id", "SANDBOXPAYER1", value_kind::text, {authorized, paid}},
    {"links.0.rel", "self"},
    {"links.0.href", "https://api-m.sandbox.paypal.com/v2/checkout/orders/{id}"},
    {"links.0.method", "GET"},
    {"links.1.rel", "approve"},
    {"links.1.rel", "payer-action", value_kind::text, {}, "payment_source"},
    {"links.1.href", "{page}"},
    {"links.1.method", "GET"},
    {.path = "links.1", .text = "", .in = {authorized, paid}, .removed = true},
};
inline constexpr event_row order_events[] = {
    {authorized, "CHECKOUT.ORDER.APPROVED"},
    {paid, "CHECKOUT.ORDER.COMPLETED"},
};

inline constexpr member_row authorization_members[] = {
    {"id", "{id}"},
    {"create_time", "{time_created}Z"},
    {"status", "CREATED"},
    {"status", "PARTIALLY_CAPTURED", value_kind::text, partly_captured},
    {"status", "CAPTURED", value_kind::text, paid},
    {"status", "VOIDED", value_kind::text, canceled},
    {.path = "amount.breakdown", .text = "", .removed = true},
    {"links.0.rel", "self"},
    {"links.0.href", "https://api-m.sandbox.paypal.com/v2/payments/authorizations/{id}"},
    {"links.0.method", "GET"},
    {"links.1.rel", "up"},
    {"links.1.href", "https://api-m.sandbox.paypal.com/v2/checkout/orders/{of}"},
    {"links.1.method", "GET"},
};
inline constexpr event_row authorization_events[] = {
    {authorized, "PAYMENT.AUTHORIZATION.CREATED"},
    {canceled, "PAYMENT.AUTHORIZATION.VOIDED"},
};

inline constexpr member_row capture_members[] = {
    {"id", "{id}"},
    {"create_time", "{time_created}Z"},
    {"status", "COMPLETED"},
    {"status", "PARTIALLY_REFUNDED", value_kind::text, partly_refunded},
    {"status", "REFUNDED", value_kind::text, refunded},
    {.path = "amount.breakdown", .text = "", .removed = true},
    {"links.0.rel", "self"},
    {"links.0.href", "https://api-m.sandbox.paypal.com/v2/payments/captures/{id}"},
    {"links.0.method", "GET"},
    {"links.1.rel", "refund"},
    {"links.1.href", "https://api-m.sandbox.paypal.com/v2/payments/captures/{id}/refund"},
    {"links.1.method", "POST"},
};
inline constexpr event_row capture_events[] = {{paid, "PAYMENT.CAPTURE.COMPLETED"}};

inline constexpr member_row refund_members[] = {
    {"id", "{id}"},
    {"create_time", "{time_created}Z"},
    {"status", "COMPLETED"},
    {"links.0.rel", "self"},
    {"links.0.href", "https://api-m.sandbox.paypal.com/v2/payments/refunds/{id}"},
    {"links.0.method", "GET"},
    {"links.1.rel", "up"},
    {"links.1.href", "https://api-m.sandbox.paypal.com/v2/payments/captures/{of}"},
    {"links.1.method", "GET"},
};
inline constexpr event_row refund_events[] = {{paid, "PAYMENT.CAPTURE.REFUNDED"}};

inline constexpr member_row event_members[] = {
    {"id", "{event_id}"},
    {"create_time", "{time}Z"},
    {"resource_type", "{resource}"},
    {"event_type", "{event}"},
    {"event_version", "1.0"},
    {"resource_version", "2.0"},
    {"links", "", value_kind::array},
};
inline constexpr text_at event_headers[] = {
    {"Paypal-Transmission-Time", "{time}Z"},
    {"Paypal-Auth-Algo", "SHA256withRSA"},
};

/// What answers hold unless all is asked for.
inline constexpr short_list<std::string_view> minimal{"id", "status", "links"};
inline constexpr short_list<std::string_view> minimal_paid{
    "id", "status", "payment_source", "purchase_units", "payer", "links"};
inline constexpr condition represented{.path = "Prefer", .text = "return=representation"};

} // namespace paypal_parts

/**
 * \brief PayPal as documented; ids, and what docs/sandbox.md lists, are made up.
 * \details An order's payer approves it on its page; the money is taken by the capture. Who declines there leaves the order as it is, and
 * cannot approve it any more. An order of several purchase units is paid as one, which the first of them shows.
 */
struct paypal_tables {
    using account = paypal::account;
    using reports = paypal::event;
    using enum entry_state;

    static constexpr std::string_view page_host = "www.sandbox.paypal.com";
    static constexpr bool are_minor = false;
    static constexpr std::string_view may_lack[] = {"PayPal-Request-Id"};
    /// Get an access token: about nine hours.
    static constexpr std::chrono::seconds token_lives{32'400};
    static constexpr member_row token_members[] = {
        {"token_type", "Bearer"},
        {"scope", "https://uri.paypal.com/services/checkout https://uri.paypal.com/services/payments"},
        {"app_id", "APP-80W284485P519543T"},
        {"nonce", "sandbox"},
    };

    static constexpr resource resources[] = {
        {.name = "checkout-order",
         .id_prefix = "5O19SANDBOX",
         .kind = entry_kind::form,
         .amount = "",
         .currency = "",
         .description = "purchase_units.0.description",
         .success_url = "payment_source.paypal.experience_context.return_url",
         .failure_url = "payment_source.paypal.experience_context.cancel_url",
         .added_to_urls = "token={id}",
         .further = "payment_source",
         .sum = {.list = "purchase_units", .price = "amount.value", .currency = "amount.currency_code"},
         .members = paypal_parts::order_members,
         .events = paypal_parts::order_events,
         .page = "https://www.sandbox.paypal.com/checkoutnow?token={id}",
         .held = {.always = true},
         .paid_with = "purchase_units.0",
         .missing = paypal_parts::missing},
        {.name = "authorization",
         .id_prefix = "0VF5SANDBOX",
         .opened = authorized,
         .amount = "amount.value",
         .currency = "amount.currency_code",
         .amount_kind = value_kind::text,
         .members = paypal_parts::authorization_members,
         .events = paypal_parts::authorization_events,
         .parts_show = true,
         .listed_by = "checkout-order",
         .listed_at = "purchase_units.0.payments.authorizations",
         .missing = paypal_parts::missing},
        {.name = "capture",
         .id_prefix = "3C67SANDBOX",
         .opened = paid,
         .amount = "amount.value",
         .currency = "amount.currency_code",
         .amount_kind = value_kind::text,
         .members = paypal_parts::capture_members,
         .events = paypal_parts::capture_events,
         .ends_refunded = true,
         .parts_show = true,
         .listed_by = "checkout-order",
         .listed_at = "purchase_units.0.payments.captures",
         .missing = paypal_parts::missing},
        {.name = "refund",
         .id_prefix = "1JU0SANDBOX",
         .opened = paid,
         .amount = "amount.value",
         .currency = "amount.currency_code",
         .amount_kind = value_kind::text,
         .members = paypal_parts::refund_members,
         .events = paypal_parts::refund_events,
         .listed_by = "checkout-order",
         .listed_at = "purchase_units.0.payments.refunds",
         .missing = paypal_parts::missing},
    };
    static constexpr event_rule events{.id_prefix = "WH-SANDBOX",
                                       .inside = "resource",
                                       .members = paypal_parts::event_members,
                                       .headers = paypal_parts::event_headers};

    static constexpr std::tuple messages{
        row_for<paypal::get_token>({}),
        row_for<paypal::create_order>({.does = act::opens,
                                       .of = "checkout-order",
                                       .status = 201,
                                       .only = paypal_parts::minimal,
                                       .whole_if = paypal_parts::represented}),
        row_for<paypal::show_order>({.does = act::shows, .of = "checkout-order"}),
        row_for<paypal::patch_order>(
            {.does = act::patches,
             .of = "checkout-order",
             .from = {pending, declined, authorized},
             .otherwise = paypal_parts::unprocessable("ORDER_ALREADY_COMPLETED",
                                                      "The order cannot be patched after it is completed."),
             .too_much = paypal_parts::unprocessable(
                 "AMOUNT_CHANGE_NOT_ALLOWED",
                 "The amount specified is different from the amount authorized by payer."),
             .no_such_path =
                 paypal_parts::bad_request("INVALID_PATCH_OPERATION", "The operation cannot be honored."),
             .status = 204}),
        row_for<paypal::confirm_order>({.does = act::changes,
                                        .of = "checkout-order",
                                        .from = pending,
                                        .otherwise = paypal_parts::unprocessable(
                                            "ORDER_CANNOT_BE_CONFIRMED", "The order cannot be confirmed."),
                                        .refused = paypal_parts::no_confirmation,
                                        .only = paypal_parts::minimal,
                                        .whole_if = paypal_parts::represented}),
        row_for<paypal::capture_order>({.does = act::takes,
                                        .of = "capture",
                                        .refunded = "checkout-order",
                                        .answers_of_it = true,
                                        .from = authorized,
                                        .otherwise = paypal_parts::not_approved,
                                        .refused = paypal_parts::no_capture,
                                        .status = 201,
                                        .only = paypal_parts::minimal_paid,
                                        .whole_if = paypal_parts::represented}),
        row_for<paypal::authorize_order>({.does = act::takes,
                                          .of = "authorization",
                                          .refunded = "checkout-order",
                                          .answers_of_it = true,
                                          .from = authorized,
                                          .otherwise = paypal_parts::not_approved,
                                          .refused = paypal_parts::no_authorization,
                                          .status = 201,
                                          .only = paypal_parts::minimal_paid,
                                          .whole_if = paypal_parts::represented}),
        row_for<paypal::show_authorization>({.does = act::shows, .of = "authorization"}),
        row_for<paypal::capture_authorization>(
            {.does = act::takes,
             .of = "capture",
             .amount = "amount.value",
             .refunded = "authorization",
             .takes_last = {.path = "final_capture", .text = "true"},
             .from = {authorized, partly_captured},
             .otherwise = paypal_parts::authorization_captured,
             .refused = paypal_parts::no_capture_of_authorization,
             .too_much = paypal_parts::unprocessable("MAX_CAPTURE_AMOUNT_EXCEEDED",
                                                     "Capture amount exceeds allowable limit."),
             .currency = "amount.currency_code",
             .other_currency = paypal_parts::unprocessable(
                 "AUTH_CAPTURE_CURRENCY_MISMATCH",
                 "Currency of capture must be the same as currency of authorization."),
             .status = 201,
             .only = paypal_parts::minimal,
             .whole_if = paypal_parts::represented}),
        row_for<paypal::void_authorization>(
            {.does = act::ends,
             .of = "authorization",
             .from = {authorized, partly_captured},
             .otherwise = paypal_parts::unprocessable(
                 "PREVIOUSLY_CAPTURED",
                 "Authorization has been previously captured and hence cannot be voided."),
             .refused = paypal_parts::no_void,
             .status = 204}),
        row_for<paypal::show_capture>({.does = act::shows, .of = "capture"}),
        row_for<paypal::refund_capture>(
            {.does = act::refunds,
             .of = "refund",
             .amount = "amount.value",
             .refunded = "capture",
             .from = {paid, partly_refunded},
             .otherwise = paypal_parts::unprocessable("CAPTURE_FULLY_REFUNDED",
                                                      "The capture has already been fully refunded"),
             .too_much = paypal_parts::unprocessable(
                 "REFUND_AMOUNT_EXCEEDED", "The refund amount must be less than or equal to the capture "
                                           "amount that has not yet been refunded."),
             .currency = "amount.currency_code",
             .other_currency = paypal_parts::unprocessable(
                 "REFUND_CAPTURE_CURRENCY_MISMATCH", "Refund must be in the same currency as the capture"),
             .status = 201,
             .only = paypal_parts::minimal,
             .whole_if = paypal_parts::represented}),
        row_for<paypal::show_refund>({.does = act::shows, .of = "refund"}),
    };

    static constexpr refusal bad_signature{.status = 401, .beside = paypal_parts::other_client};
    static constexpr refusal bad_token{.status = 401, .beside = paypal_parts::other_token};
    static constexpr refusal bad_request =
        paypal_parts::bad_request("MALFORMED_REQUEST_JSON", "The request JSON is not well formed.");
    static constexpr refusal key_reused = paypal_parts::unprocessable(
        "DUPLICATE_REQUEST_ID", "The value of PayPal-Request-Id header has already been used.");

    [[nodiscard]] static refusal unknown_account(std::string_view) { return bad_signature; }
    [[nodiscard]] static refusal bad_field(std::string_view)
    {
        return paypal_parts::bad_request("MISSING_REQUIRED_PARAMETER",
                                         "A required field / parameter is missing, or is none.");
    }
    /// Of the certificate that \ref paypal_certificate_pem gives.
    [[nodiscard]] TOLLGATE_DECL static private_key const &signing_key(paypal::account const &);
};

template <>
struct behaviour<paypal::account> : described_behaviour<paypal_tables> {};

#ifndef TOLLGATE_HEADER_ONLY
extern template class simulated_account_of<paypal::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/paypal.ipp>
#endif

#endif
