// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_YOOKASSA_HPP
#define TOLLGATE_SANDBOX_YOOKASSA_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/yookassa.hpp>
#include <tollgate/sandbox/described_behaviour.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <string_view>
#include <tuple>

namespace tollgate::inline v0::sandbox {

namespace yookassa_parts {

using enum entry_state;

inline constexpr text_at error_object[] = {{"type", "error"}, {"id", "ab5a11cd-13cc-4e33-af8b-75a74e18dd09"}};
inline constexpr text_at of_key[] = {
    {"type", "error"}, {"id", "ab5a11cd-13cc-4e33-af8b-75a74e18dd09"}, {"parameter", "Idempotence-Key"}};

[[nodiscard]] constexpr refusal bad_request(std::string_view message)
{
    return {.code = "invalid_request", .message = message, .status = 400, .beside = error_object};
}
[[nodiscard]] constexpr refusal missing(std::string_view message)
{
    return {.code = "not_found", .message = message, .status = 404, .beside = error_object};
}

inline constexpr member_row payment_members[] = {
    {"id", "{id}"},
    {"status", "pending"},
    {"status", "waiting_for_capture", value_kind::text, authorized},
    {"status", "succeeded", value_kind::text, paid},
    {"status", "canceled", value_kind::text, {declined, canceled}},
    {"paid", "false", value_kind::boolean},
    {"paid", "true", value_kind::boolean, {authorized, paid}},
    {"amount.value", "{received}", value_kind::text, paid},
    {"refundable", "false", value_kind::boolean},
    {"refundable", "true", value_kind::boolean, paid},
    {"refunded_amount.value", "{refunded}", value_kind::text, paid},
    {"refunded_amount.currency", "{currency}", value_kind::text, paid},
    {"test", "true", value_kind::boolean},
    {"created_at", "{time_created}Z"},
    {"captured_at", "{time}Z", value_kind::text, paid},
    {"metadata", "", value_kind::object},
    {"confirmation.confirmation_url", "{page}", value_kind::text, pending, "confirmation"},
    {"cancellation_details.party", "payment_network", value_kind::text, declined},
    {"cancellation_details.reason", "general_decline", value_kind::text, declined},
    {"cancellation_details.party", "merchant", value_kind::text, canceled},
    {"cancellation_details.reason", "canceled_by_merchant", value_kind::text, canceled},
};
inline constexpr event_row payment_events[] = {
    {authorized, "payment.waiting_for_capture"},
    {paid, "payment.succeeded"},
    {{declined, canceled}, "payment.canceled"},
};

inline constexpr member_row refund_members[] = {
    {"id", "{id}"},
    {"status", "succeeded"},
    {"payment_id", "{of}"},
    {"created_at", "{time_created}Z"},
};
inline constexpr event_row refund_events[] = {{paid, "refund.succeeded"}};

inline constexpr member_row event_members[] = {{"type", "notification"}, {"event", "{event}"}};

inline constexpr member_row list_members[] = {{"type", "list"}};
inline constexpr list_rule list{
    .items = "items", .limit = "limit", .after = "cursor", .members = list_members, .last = "next_cursor"};

inline constexpr refusal wrong_state = bad_request("The status does not allow this.");

} // namespace yookassa_parts

/// YooKassa as documented; ids, the refusals' sentences, and that a part that is captured becomes the payment's amount, are made up. Every
/// payment is a test.
struct yookassa_tables {
    using account = yookassa::account;
    using reports = yookassa::notification;
    using enum entry_state;

    static constexpr std::string_view page_host = "yoomoney.ru";
    static constexpr bool are_minor = false;

    static constexpr resource resources[] = {
        {.name = "payment",
         .id_prefix = "22d6d597-000f-5000-9000-",
         .kind = entry_kind::form,
         .amount = "amount.value",
         .currency = "amount.currency",
         .amount_kind = value_kind::text,
         .success_url = "confirmation.return_url",
         .failure_url = "confirmation.return_url",
         .members = yookassa_parts::payment_members,
         .events = yookassa_parts::payment_events,
         .page = "https://yoomoney.ru/checkout/payments/v2/contract/{id}",
         .held = {.path = "capture", .text = "false", .if_absent = true},
         .missing = yookassa_parts::missing("Payment doesn't exist")},
        {.name = "refund",
         .id_prefix = "216749f7-0016-50be-b000-",
         .opened = paid,
         .amount = "amount.value",
         .currency = "amount.currency",
         .amount_kind = value_kind::text,
         .members = yookassa_parts::refund_members,
         .events = yookassa_parts::refund_events,
         .missing = yookassa_parts::missing("Refund doesn't exist")},
    };
    static constexpr event_rule events{.inside = "object", .members = yookassa_parts::event_members};

    static constexpr std::tuple messages{
        row_for<yookassa::create_payment>({.does = act::opens, .of = "payment"}),
        row_for<yookassa::show_payment>({.does = act::shows, .of = "payment"}),
        row_for<yookassa::capture_payment>(
            {.does = act::captures,
             .of = "payment",
             .amount = "amount.value",
             .from = authorized,
             .otherwise = yookassa_parts::wrong_state,
             .too_much = yookassa_parts::bad_request("The amount is more than what was authorized.")}),
        row_for<yookassa::cancel_payment>({.does = act::ends,
                                           .of = "payment",
                                           .from = authorized,
                                           .otherwise = yookassa_parts::wrong_state}),
        row_for<yookassa::list_payments>({.does = act::lists, .of = "payment", .list = yookassa_parts::list}),
        row_for<yookassa::create_refund>({.does = act::refunds,
                                          .of = "refund",
                                          .by = "payment_id",
                                          .amount = "amount.value",
                                          .refunded = "payment",
                                          .from = paid,
                                          .otherwise = yookassa_parts::wrong_state,
                                          .too_much = yookassa_parts::bad_request(
                                              "The amount is more than what is left of the payment.")}),
        row_for<yookassa::show_refund>({.does = act::shows, .of = "refund"}),
        row_for<yookassa::list_refunds>({.does = act::lists,
                                         .of = "refund",
                                         .by = "payment_id",
                                         .refunded = "payment",
                                         .list = yookassa_parts::list}),
    };

    static constexpr refusal bad_signature{.code = "invalid_credentials",
                                           .message = "Authentication by given credentials failed",
                                           .status = 401,
                                           .beside = yookassa_parts::error_object};
    static constexpr refusal bad_request = yookassa_parts::bad_request("The request cannot be read.");
    static constexpr refusal key_reused{.code = "invalid_request",
                                        .message = "Idempotence key duplicated",
                                        .status = 400,
                                        .beside = yookassa_parts::of_key};

    [[nodiscard]] static refusal unknown_account(std::string_view) { return bad_signature; }
    [[nodiscard]] static refusal bad_field(std::string_view)
    {
        return yookassa_parts::bad_request("Missing or illegal parameter");
    }
};

template <>
struct behaviour<yookassa::account> : described_behaviour<yookassa_tables> {};

#ifndef TOLLGATE_HEADER_ONLY
extern template class simulated_account_of<yookassa::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/yookassa.ipp>
#endif

#endif
