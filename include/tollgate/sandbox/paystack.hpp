// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_PAYSTACK_HPP
#define TOLLGATE_SANDBOX_PAYSTACK_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/paystack.hpp>
#include <tollgate/sandbox/described_behaviour.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <string_view>
#include <tuple>

namespace tollgate::inline v0::sandbox {

namespace paystack_parts {

using enum entry_state;

inline constexpr text_at validation_error[] = {{"type", "validation_error"}};

[[nodiscard]] constexpr refusal bad_request(std::string_view code, std::string_view message)
{
    return {.code = code, .message = message, .status = 400, .beside = validation_error};
}
[[nodiscard]] constexpr refusal missing(std::string_view code, std::string_view message)
{
    return {.code = code, .message = message, .status = 404, .beside = validation_error};
}

inline constexpr member_row transaction_members[] = {
    {"id", "{id}", value_kind::number},
    {"domain", "test"},
    {"status", "abandoned"},
    {"status", "success", value_kind::text, paid},
    {"status", "failed", value_kind::text, declined},
    {"status", "reversed", value_kind::text, refunded},
    {"gateway_response", "The transaction was not completed"},
    {"gateway_response", "Successful", value_kind::text, {paid, refunded}},
    {"gateway_response", "Declined", value_kind::text, declined},
    {"channel", "card"},
    {"created_at", "{time_created}.000Z"},
    {"paid_at", "", value_kind::null},
    {"paid_at", "{time}.000Z", value_kind::text, paid},
    {"requested_amount", "{amount}", value_kind::number},
    {"customer.email", "{payer}"},
    {"customer.customer_code", "CUS_{payer}"},
    {"authorization", "", value_kind::object},
    {"authorization.authorization_code", "AUTH_{id}", value_kind::text, paid},
    {"authorization.reusable", "true", value_kind::boolean, paid},
    {"authorization.channel", "card", value_kind::text, paid},
    {"authorization.last4", "4081", value_kind::text, paid},
};
inline constexpr event_row transaction_events[] = {{paid, "charge.success"}};

inline constexpr member_row refund_members[] = {
    {"id", "{id}", value_kind::number},
    {"domain", "test"},
    {"status", "processed"},
    {"transaction", "{of}", value_kind::number},
    {"transaction_reference", "{merchants_id}"},
    {"refund_reference", "", value_kind::null},
};
inline constexpr event_row refund_events[] = {{paid, "refund.processed"}};

inline constexpr member_row event_members[] = {{"event", "{event}"}};

inline constexpr member_row started[] = {
    {"message", "Authorization URL created"},
    {"data.authorization_url", "{page}"},
    {"data.access_code", "access{id}"},
    {"data.reference", "{merchants_id}"},
};
inline constexpr member_row verified[] = {{"message", "Verification successful"}};
inline constexpr member_row charged[] = {{"message", "Charge attempted"}};
inline constexpr member_row refund_queued[] = {{"message", "Refund has been queued for processing"}};
inline constexpr member_row retrieved[] = {{"message", "Retrieved"}};

inline constexpr member_row list_members[] = {
    {"message", "Retrieved"},
    {"meta.total", "{total}", value_kind::number},
    {"meta.perPage", "{limit}", value_kind::number},
    {"meta.page", "{page}", value_kind::number},
    {"meta.pageCount", "{pages}", value_kind::number},
};
inline constexpr list_rule list{
    .items = "data", .limit = "perPage", .limit_unless = 50, .page = "page", .members = list_members};

inline constexpr refusal duplicate = bad_request("duplicate_reference", "Duplicate Transaction Reference");

} // namespace paystack_parts

/// Paystack as documented; ids, codes and sentences of refusals, and that a refund is processed at once, are made up.
struct paystack_tables {
    using account = paystack::account;
    using reports = paystack::event;
    using enum entry_state;

    static constexpr std::string_view page_host = "checkout.paystack.com";
    static constexpr bool are_minor = true;
    static constexpr std::string_view may_lack[] = {"reference"};

    static constexpr resource resources[] = {
        {.name = "transaction",
         .kind = entry_kind::form,
         .opened = unopened,
         .currency_unless = "NGN",
         .merchants_id = "reference",
         .success_url = "callback_url",
         .failure_url = "callback_url",
         .payer = "email",
         .further = "metadata",
         .members = paystack_parts::transaction_members,
         .events = paystack_parts::transaction_events,
         .page = "https://checkout.paystack.com/access{id}",
         .ends_refunded = true,
         .missing = paystack_parts::missing("transaction_not_found", "Transaction reference not found")},
        {.name = "refund",
         .opened = paid,
         .members = paystack_parts::refund_members,
         .events = paystack_parts::refund_events,
         .missing = paystack_parts::missing("refund_not_found", "Refund not found")},
    };
    static constexpr event_rule events{.inside = "data", .members = paystack_parts::event_members};

    static constexpr std::tuple messages{
        row_for<paystack::initialize_transaction>({.does = act::opens,
                                                   .of = "transaction",
                                                   .otherwise = paystack_parts::duplicate,
                                                   .beside = paystack_parts::started,
                                                   .beside_alone = true,
                                                   .needs_merchants_id_once = true}),
        row_for<paystack::verify_transaction>({.does = act::shows,
                                               .of = "transaction",
                                               .by = "reference",
                                               .inside = "data",
                                               .beside = paystack_parts::verified}),
        row_for<paystack::show_transaction>(
            {.does = act::shows, .of = "transaction", .inside = "data", .beside = paystack_parts::retrieved}),
        row_for<paystack::list_transactions>(
            {.does = act::lists, .of = "transaction", .list = paystack_parts::list}),
        row_for<paystack::charge_authorization>(
            {.does = act::opens,
             .of = "transaction",
             .if_so = {.path = "queue", .text = "false", .if_absent = true},
             .otherwise = paystack_parts::duplicate,
             .inside = "data",
             .beside = paystack_parts::charged,
             .needs_merchants_id_once = true}),
        row_for<paystack::create_refund>(
            {.does = act::refunds,
             .of = "refund",
             .by = "transaction",
             .amount = "amount",
             .refunded = "transaction",
             .from = paid,
             .otherwise =
                 paystack_parts::bad_request("transaction_not_refundable", "Transaction cannot be refunded"),
             .too_much = paystack_parts::bad_request("refund_amount_exceeded",
                                                     "Refund amount cannot be more than what is left"),
             .inside = "data",
             .beside = paystack_parts::refund_queued}),
        row_for<paystack::show_refund>(
            {.does = act::shows, .of = "refund", .inside = "data", .beside = paystack_parts::retrieved}),
        row_for<paystack::list_refunds>({.does = act::lists,
                                         .of = "refund",
                                         .by = "transaction",
                                         .refunded = "transaction",
                                         .list = paystack_parts::list}),
    };

    static constexpr refusal bad_signature{.code = "invalid_Key",
                                           .message = "Invalid key",
                                           .status = 401,
                                           .beside = paystack_parts::validation_error};
    static constexpr refusal bad_request =
        paystack_parts::bad_request("invalid_params", "The request cannot be read");

    [[nodiscard]] static refusal unknown_account(std::string_view) { return bad_signature; }
    [[nodiscard]] static refusal bad_field(std::string_view)
    {
        return paystack_parts::bad_request("invalid_params", "A parameter is missing, or is none");
    }
};

template <>
struct behaviour<paystack::account> : described_behaviour<paystack_tables> {};

#ifndef TOLLGATE_HEADER_ONLY
extern template class simulated_account_of<paystack::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/paystack.ipp>
#endif

#endif
