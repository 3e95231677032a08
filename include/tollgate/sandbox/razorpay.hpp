// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_RAZORPAY_HPP
#define TOLLGATE_SANDBOX_RAZORPAY_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/razorpay.hpp>
#include <tollgate/sandbox/described_behaviour.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <string_view>
#include <tuple>

namespace tollgate::inline v0::sandbox {

namespace razorpay_parts {

using enum entry_state;

inline constexpr text_at business[] = {{"error.source", "business"},
                                       {"error.step", "payment_initiation"},
                                       {"error.reason", "input_validation_failed"}};

[[nodiscard]] constexpr refusal bad_request(std::string_view message, unsigned status = 400)
{
    return {.code = "BAD_REQUEST_ERROR", .message = message, .status = status, .beside = business};
}

inline constexpr refusal missing = bad_request("The id provided does not exist");

inline constexpr member_row order_members[] = {
    {"id", "{id}"},
    {"entity", "order"},
    {"status", "created"},
    {"status", "attempted", value_kind::text, {authorized, declined}},
    {"status", "paid", value_kind::text, paid},
    {"amount_paid", "0", value_kind::number},
    {"amount_paid", "{amount}", value_kind::number, paid},
    {"amount_due", "{amount}", value_kind::number},
    {"amount_due", "0", value_kind::number, paid},
    {"attempts", "0", value_kind::number},
    {"attempts", "1", value_kind::number, {authorized, declined, paid}},
    {"notes", "", value_kind::array},
    {"created_at", "{seconds_created}", value_kind::number},
};
inline constexpr event_row order_events[] = {{paid, "order.paid"}};

inline constexpr member_row payment_members[] = {
    {"id", "{id}"},
    {"entity", "payment"},
    {"order_id", "{of}"},
    {"status", "created"},
    {"status", "authorized", value_kind::text, authorized},
    {"status", "captured", value_kind::text, paid},
    {"status", "refunded", value_kind::text, refunded},
    {"captured", "false", value_kind::boolean},
    {"captured", "true", value_kind::boolean, {paid, refunded}},
    {"method", "card"},
    {"amount_refunded", "{refunded}", value_kind::number},
    {"refund_status", "", value_kind::null},
    {"refund_status", "full", value_kind::text, refunded},
    {"notes", "", value_kind::array},
    {"created_at", "{seconds_created}", value_kind::number},
};
inline constexpr event_row payment_events[] = {{authorized, "payment.authorized"},
                                               {paid, "payment.captured"}};

inline constexpr member_row refund_members[] = {
    {"id", "{id}"},
    {"entity", "refund"},
    {"payment_id", "{of}"},
    {"status", "processed"},
    {"speed_processed", "normal"},
    {"notes", "", value_kind::array},
    {"created_at", "{seconds_created}", value_kind::number},
};
inline constexpr event_row refund_events[] = {{paid, "refund.created"}, {paid, "refund.processed"}};

inline constexpr member_row link_members[] = {
    {"id", "{id}"},
    {"status", "created"},
    {"status", "paid", value_kind::text, paid},
    {"status", "cancelled", value_kind::text, canceled},
    {"amount_paid", "0", value_kind::number},
    {"amount_paid", "{received}", value_kind::number, paid},
    {"short_url", "{page}"},
    {"notes", "", value_kind::null},
    {"created_at", "{seconds_created}", value_kind::number},
};
inline constexpr event_row link_events[] = {{paid, "payment_link.paid"},
                                            {canceled, "payment_link.cancelled"}};

inline constexpr member_row event_members[] = {
    {"entity", "event"},
    {"account_id", "acc_sandbox"},
    {"event", "{event}"},
    {"created_at", "{seconds}", value_kind::number},
};

inline constexpr member_row list_members[] = {
    {"entity", "collection"},
    {"count", "{count}", value_kind::number},
};
inline constexpr list_rule list{.items = "items", .limit = "count", .skip = "skip", .members = list_members};

} // namespace razorpay_parts

/**
 * \brief Razorpay as documented; ids and the refusals' sentences are made up.
 * \details An order's payment is authorized, until it is captured; that of a link is captured at once. An order has no page of its own, its
 * payer pays in Razorpay's script: here at `https://rzp.io/orders/{id}`.
 */
struct razorpay_tables {
    using account = razorpay::account;
    using reports = razorpay::event;
    using enum entry_state;

    static constexpr std::string_view page_host = "rzp.io";
    static constexpr bool are_minor = true;
    static constexpr std::string_view may_lack[] = {"X-Refund-Idempotency", "reference_id"};

    static constexpr resource resources[] = {
        {.name = "order",
         .id_prefix = "order_sandbox",
         .kind = entry_kind::form,
         .merchants_id = "receipt",
         .members = razorpay_parts::order_members,
         .events = razorpay_parts::order_events,
         .page = "https://rzp.io/orders/{id}",
         .held = {.path = "payment_capture", .text = "0", .if_absent = true},
         .paid_by = "payment",
         .follows = true,
         .missing = razorpay_parts::missing},
        {.name = "payment",
         .id_prefix = "pay_sandbox",
         .members = razorpay_parts::payment_members,
         .events = razorpay_parts::payment_events,
         .ends_refunded = true,
         .missing = razorpay_parts::missing},
        {.name = "refund",
         .id_prefix = "rfnd_sandbox",
         .opened = paid,
         .members = razorpay_parts::refund_members,
         .events = razorpay_parts::refund_events,
         .missing = razorpay_parts::missing},
        {.name = "payment_link",
         .id_prefix = "plink_sandbox",
         .kind = entry_kind::form,
         .currency_unless = "INR",
         .merchants_id = "reference_id",
         .success_url = "callback_url",
         .failure_url = "callback_url",
         .members = razorpay_parts::link_members,
         .events = razorpay_parts::link_events,
         .page = "https://rzp.io/i/{id}",
         .paid_by = "order",
         .missing = razorpay_parts::missing},
    };
    static constexpr event_rule events{.inside = "payload.{resource}.entity",
                                       .also = "payload.{resource}.entity",
                                       .members = razorpay_parts::event_members};

    static constexpr std::tuple messages{
        row_for<razorpay::create_order>({.does = act::opens, .of = "order"}),
        row_for<razorpay::show_order>({.does = act::shows, .of = "order"}),
        row_for<razorpay::update_order>({.does = act::changes, .of = "order", .replaces = true}),
        row_for<razorpay::list_payments_of_order>(
            {.does = act::lists, .of = "payment", .refunded = "order", .list = razorpay_parts::list}),
        row_for<razorpay::list_orders>({.does = act::lists, .of = "order", .list = razorpay_parts::list}),
        row_for<razorpay::show_payment>({.does = act::shows, .of = "payment"}),
        row_for<razorpay::capture_payment>(
            {.does = act::captures,
             .of = "payment",
             .amount = "amount",
             .all_of_it = true,
             .from = authorized,
             .otherwise = razorpay_parts::bad_request("This payment has already been captured"),
             .too_much =
                 razorpay_parts::bad_request("Capture amount must be equal to the amount authorized")}),
        row_for<razorpay::list_payments>({.does = act::lists, .of = "payment", .list = razorpay_parts::list}),
        row_for<razorpay::create_refund>(
            {.does = act::refunds,
             .of = "refund",
             .amount = "amount",
             .refunded = "payment",
             .from = paid,
             .otherwise = razorpay_parts::bad_request(
                 "The payment is not captured, or has been fully refunded already"),
             .too_much = razorpay_parts::bad_request(
                 "The total refund amount is greater than the refund payment amount")}),
        row_for<razorpay::show_refund>({.does = act::shows, .of = "refund"}),
        row_for<razorpay::list_refunds_of_payment>(
            {.does = act::lists, .of = "refund", .refunded = "payment", .list = razorpay_parts::list}),
        row_for<razorpay::list_refunds>({.does = act::lists, .of = "refund", .list = razorpay_parts::list}),
        row_for<razorpay::create_payment_link>(
            {.does = act::opens,
             .of = "payment_link",
             .otherwise = razorpay_parts::bad_request("payment link with given reference_id already exists"),
             .needs_merchants_id_once = true}),
        row_for<razorpay::show_payment_link>({.does = act::shows, .of = "payment_link"}),
        row_for<razorpay::cancel_payment_link>(
            {.does = act::ends,
             .of = "payment_link",
             .from = {unopened, pending, declined},
             .otherwise = razorpay_parts::bad_request("Payment Link cannot be cancelled")}),
        row_for<razorpay::list_payment_links>({.does = act::lists,
                                               .of = "payment_link",
                                               .list = {.items = "payment_links", .limit_unless = 100}}),
    };

    static constexpr refusal bad_signature = razorpay_parts::bad_request("Authentication failed", 401);
    static constexpr refusal bad_request = razorpay_parts::bad_request("The request cannot be read");
    static constexpr refusal key_reused =
        razorpay_parts::bad_request("Different request with the same idempotency key");

    [[nodiscard]] static refusal unknown_account(std::string_view) { return bad_signature; }
    [[nodiscard]] static refusal bad_field(std::string_view)
    {
        return razorpay_parts::bad_request("A field is missing, or is none");
    }
};

template <>
struct behaviour<razorpay::account> : described_behaviour<razorpay_tables> {};

#ifndef TOLLGATE_HEADER_ONLY
extern template class simulated_account_of<razorpay::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/razorpay.ipp>
#endif

#endif
