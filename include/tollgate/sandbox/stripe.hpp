// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_STRIPE_HPP
#define TOLLGATE_SANDBOX_STRIPE_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/stripe.hpp>
#include <tollgate/sandbox/described_behaviour.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <array>
#include <string_view>
#include <tuple>

namespace tollgate::inline v0::sandbox {

namespace stripe_parts {

inline constexpr text_at invalid_request[] = {{"error.type", "invalid_request_error"}};
inline constexpr text_at of_idempotency[] = {{"error.type", "idempotency_error"}};
inline constexpr text_at generic_decline[] = {{"error.type", "card_error"},
                                              {"error.decline_code", "generic_decline"}};
inline constexpr text_at insufficient_funds[] = {{"error.type", "card_error"},
                                                 {"error.decline_code", "insufficient_funds"}};
inline constexpr text_at lost_card[] = {{"error.type", "card_error"}, {"error.decline_code", "lost_card"}};
inline constexpr text_at stolen_card[] = {{"error.type", "card_error"},
                                          {"error.decline_code", "stolen_card"}};
inline constexpr text_at card_error[] = {{"error.type", "card_error"}};

[[nodiscard]] constexpr refusal bad_request(std::string_view code, std::string_view message)
{
    return {.code = code, .message = message, .status = 400, .beside = invalid_request};
}
[[nodiscard]] constexpr refusal missing(std::string_view message)
{
    return {.code = "resource_missing", .message = message, .status = 404, .beside = invalid_request};
}
[[nodiscard]] constexpr trial_row declines(std::string_view means, std::string_view code,
                                           std::string_view message, std::span<text_at const> beside)
{
    return {means, entry_state::declined, {code, message, 402, beside}};
}

using enum entry_state;

/// Testing: test payment methods.
inline constexpr trial_row trials[] = {
    {"pm_card_visa"},
    {"pm_card_visa_debit"},
    {"pm_card_mastercard"},
    {"pm_card_mastercard_debit"},
    {"pm_card_amex"},
    {"pm_card_authenticationRequired", waiting},
    {"pm_card_threeDSecure2Required", waiting},
    declines("pm_card_visa_chargeDeclined", "card_declined", "Your card was declined.", generic_decline),
    declines("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined",
             "Your card has insufficient funds.", insufficient_funds),
    declines("pm_card_visa_chargeDeclinedLostCard", "card_declined", "Your card was declined.", lost_card),
    declines("pm_card_visa_chargeDeclinedStolenCard", "card_declined", "Your card was declined.",
             stolen_card),
    declines("pm_card_chargeDeclinedExpiredCard", "expired_card", "Your card has expired.", card_error),
    declines("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "Your card's security code is incorrect.",
             card_error),
    declines("pm_card_chargeDeclinedProcessingError", "processing_error",
             "An error occurred while processing your card.", card_error),
};

inline constexpr member_row payment_intent_members[] = {
    {"id", "{id}"},
    {"object", "payment_intent"},
    {"livemode", "false", value_kind::boolean},
    {"created", "{seconds_created}", value_kind::number},
    {"client_secret", "{id}_secret_sandbox"},
    {"metadata", "", value_kind::object},
    {"amount_received", "{received}", value_kind::number},
    {"amount_capturable", "0", value_kind::number},
    {"amount_capturable", "{amount}", value_kind::number, authorized},
    {"next_action", "", value_kind::null},
    {"status", "requires_payment_method", value_kind::text, {pending, declined}},
    {"status", "requires_confirmation", value_kind::text, pending, "payment_method"},
    {"payment_method", "", value_kind::null, declined},
    {"status", "requires_action", value_kind::text, waiting},
    {"next_action.type", "redirect_to_url", value_kind::text, waiting},
    {"next_action.redirect_to_url.url", "{page}", value_kind::text, waiting},
    {"status", "requires_capture", value_kind::text, authorized},
    {"latest_charge", "ch_{id}", value_kind::text, {authorized, paid}},
    {"status", "succeeded", value_kind::text, paid},
    {"status", "canceled", value_kind::text, canceled},
};
inline constexpr event_row payment_intent_events[] = {
    {pending, "payment_intent.created"},
    {waiting, "payment_intent.requires_action"},
    {authorized, "payment_intent.amount_capturable_updated"},
    {paid, "payment_intent.succeeded"},
    {declined, "payment_intent.payment_failed"},
    {canceled, "payment_intent.canceled"},
};

inline constexpr member_row session_members[] = {
    {"id", "{id}"},
    {"object", "checkout.session"},
    {"livemode", "false", value_kind::boolean},
    {"mode", "payment"},
    {"created", "{seconds_created}", value_kind::number},
    {"metadata", "", value_kind::object},
    {"status", "open", value_kind::text, {unopened, pending, declined}},
    {"payment_status", "unpaid"},
    {"url", "{page}", value_kind::text, {unopened, pending, declined}},
    {"status", "complete", value_kind::text, {authorized, paid}},
    {"payment_status", "paid", value_kind::text, paid},
    {"payment_intent", "{paid_by}", value_kind::text, {authorized, paid}},
    {"status", "expired", value_kind::text, expired},
    {"url", "", value_kind::null, {authorized, paid, expired}},
};
inline constexpr event_row session_events[] = {
    {{authorized, paid}, "checkout.session.completed"},
    {expired, "checkout.session.expired"},
};

inline constexpr member_row refund_members[] = {
    {"id", "{id}"},
    {"object", "refund"},
    {"created", "{seconds_created}", value_kind::number},
    {"payment_intent", "{of}"},
    {"charge", "ch_{of}"},
    {"metadata", "", value_kind::object},
    {"status", "succeeded", value_kind::text, paid},
};
inline constexpr event_row refund_events[] = {{paid, "refund.created"}, {paid, "refund.updated"}};

inline constexpr member_row event_members[] = {
    {"id", "{event_id}"},
    {"object", "event"},
    {"api_version", "2026-10-28.endive"},
    {"created", "{seconds}", value_kind::number},
    {"livemode", "false", value_kind::boolean},
    {"pending_webhooks", "1", value_kind::number},
    {"type", "{event}"},
};

inline constexpr member_row list_members[] = {
    {"object", "list"},
    {"has_more", "{more}", value_kind::boolean},
};
inline constexpr list_rule list{
    .items = "data", .limit = "limit", .after = "starting_after", .members = list_members};

inline constexpr refusal wrong_state =
    bad_request("payment_intent_unexpected_state", "The PaymentIntent's status does not allow this.");

} // namespace stripe_parts

/// Stripe as documented; ids, the refusals' sentences and which of the documented test payment methods there are, are made up.
struct stripe_tables {
    using account = stripe::account;
    using reports = stripe::event;
    using enum entry_state;

    static constexpr std::string_view page_host = "checkout.stripe.com";
    static constexpr bool are_minor = true;

    static constexpr resource resources[] = {
        {.name = "payment_intent",
         .id_prefix = "pi_sandbox",
         .other_prefix = "ch_",
         .means = "payment_method",
         .members = stripe_parts::payment_intent_members,
         .events = stripe_parts::payment_intent_events,
         .trials = stripe_parts::trials,
         .unknown_means = stripe_parts::missing("No such PaymentMethod."),
         .error_at = "last_payment_error",
         .page = "https://checkout.stripe.com/authenticate/{id}",
         .held = {.path = "capture_method", .text = "manual"},
         .missing = stripe_parts::missing("No such payment_intent.")},
        {.name = "checkout.session",
         .id_prefix = "cs_test_sandbox",
         .kind = entry_kind::form,
         .opened = unopened,
         .amount = "amount_total",
         .merchants_id = "client_reference_id",
         .success_url = "success_url",
         .failure_url = "cancel_url",
         .id_in_urls = "CHECKOUT_SESSION_ID",
         .sum = {.list = "line_items",
                 .price = "price_data.unit_amount",
                 .quantity = "quantity",
                 .currency = "price_data.currency"},
         .members = stripe_parts::session_members,
         .events = stripe_parts::session_events,
         .page = "https://checkout.stripe.com/c/pay/{id}",
         .tries_again = true,
         .held = {.path = "payment_intent_data.capture_method", .text = "manual"},
         .paid_by = "payment_intent",
         .paid_with = "payment_intent_data",
         .missing = stripe_parts::missing("No such checkout.session.")},
        {.name = "refund",
         .id_prefix = "re_sandbox",
         .opened = paid,
         .members = stripe_parts::refund_members,
         .events = stripe_parts::refund_events,
         .missing = stripe_parts::missing("No such refund.")},
    };
    static constexpr event_rule events{
        .id_prefix = "evt_sandbox", .inside = "data.object", .members = stripe_parts::event_members};

    static constexpr std::tuple messages{
        row_for<stripe::create_payment_intent>({.does = act::opens,
                                                .of = "payment_intent",
                                                .if_so = {.path = "confirm", .text = "true"},
                                                .otherwise = stripe_parts::wrong_state}),
        row_for<stripe::show_payment_intent>({.does = act::shows, .of = "payment_intent"}),
        row_for<stripe::update_payment_intent>({.does = act::changes,
                                                .of = "payment_intent",
                                                .from = {pending, declined, waiting},
                                                .otherwise = stripe_parts::wrong_state}),
        row_for<stripe::confirm_payment_intent>({.does = act::pays,
                                                 .of = "payment_intent",
                                                 .from = {pending, declined, waiting},
                                                 .otherwise = stripe_parts::wrong_state}),
        row_for<stripe::capture_payment_intent>(
            {.does = act::captures,
             .of = "payment_intent",
             .amount = "amount_to_capture",
             .from = authorized,
             .otherwise = stripe_parts::wrong_state,
             .too_much = stripe_parts::bad_request("amount_too_large",
                                                   "More than the amount that can be captured.")}),
        row_for<stripe::cancel_payment_intent>({.does = act::ends,
                                                .of = "payment_intent",
                                                .from = {pending, declined, waiting, authorized},
                                                .otherwise = stripe_parts::wrong_state}),
        row_for<stripe::list_payment_intents>(
            {.does = act::lists, .of = "payment_intent", .list = stripe_parts::list}),
        row_for<stripe::create_checkout_session>({.does = act::opens, .of = "checkout.session"}),
        row_for<stripe::show_checkout_session>({.does = act::shows, .of = "checkout.session"}),
        row_for<stripe::expire_checkout_session>(
            {.does = act::ends,
             .of = "checkout.session",
             .from = {unopened, pending, declined},
             .to = expired,
             .otherwise = stripe_parts::bad_request("", "Only an open Checkout Session can be expired.")}),
        row_for<stripe::list_checkout_sessions>(
            {.does = act::lists, .of = "checkout.session", .list = stripe_parts::list}),
        row_for<stripe::create_refund>(
            {.does = act::refunds,
             .of = "refund",
             .by = {"payment_intent", "charge"},
             .amount = "amount",
             .refunded = "payment_intent",
             .from = paid,
             .otherwise = stripe_parts::bad_request(
                 "", "This PaymentIntent does not have a successful charge to refund."),
             .too_much = stripe_parts::bad_request("charge_already_refunded",
                                                   "More than what is left of the charge.")}),
        row_for<stripe::show_refund>({.does = act::shows, .of = "refund"}),
        row_for<stripe::cancel_refund>({.does = act::ends,
                                        .of = "refund",
                                        .from = waiting,
                                        .otherwise = stripe_parts::bad_request(
                                            "", "Only a refund that requires action can be canceled.")}),
        row_for<stripe::list_refunds>({.does = act::lists, .of = "refund", .list = stripe_parts::list}),
        row_for<stripe::show_event>(
            {.does = act::shows_event, .of = "event", .otherwise = stripe_parts::missing("No such event.")}),
    };

    static constexpr refusal bad_signature{
        .message = "Invalid API Key provided.", .status = 401, .beside = stripe_parts::invalid_request};
    static constexpr refusal bad_credentials = bad_signature;
    static constexpr refusal bad_request =
        stripe_parts::bad_request("parameter_unknown", "Received unknown parameters.");
    static constexpr refusal key_reused{
        .message = "Keys for idempotent requests can only be used with the same parameters.",
        .status = 400,
        .beside = stripe_parts::of_idempotency};

    [[nodiscard]] static refusal unknown_account(std::string_view) { return bad_credentials; }
    [[nodiscard]] static refusal bad_field(std::string_view)
    {
        return stripe_parts::bad_request("parameter_missing", "A parameter is missing, or is none.");
    }
};

template <>
struct behaviour<stripe::account> : described_behaviour<stripe_tables> {};

#ifndef TOLLGATE_HEADER_ONLY
extern template class simulated_account_of<stripe::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/stripe.ipp>
#endif

#endif
