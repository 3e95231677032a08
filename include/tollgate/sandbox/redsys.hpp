// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_REDSYS_HPP
#define TOLLGATE_SANDBOX_REDSYS_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/hash/cryptopp_ciphers.hpp>
#include <tollgate/providers/redsys.hpp>
#include <tollgate/sandbox/described_behaviour.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <string_view>
#include <tuple>

namespace tollgate::inline v0::sandbox {

namespace redsys_parts {

using enum entry_state;

inline constexpr member_row payment_members[] = {
    {"Ds_Response", "0000", value_kind::text, {paid, authorized}},
    {.path = "Ds_Response", .text = "0900", .in = paid, .only_if = {"Ds_TransactionType", "2"}},
    {"Ds_Response", "0190", value_kind::text, declined},
    {"Ds_Response", "0400", value_kind::text, canceled},
    {"Ds_AuthorisationCode", "{id}", value_kind::text, {paid, authorized, canceled}},
    {"Ds_SecurePayment", "0"},
    {"Ds_Card_Country", "724", value_kind::text, {paid, authorized}},
};
inline constexpr event_row payment_events[] = {{{paid, authorized, declined, canceled}, "payment"}};

inline constexpr member_row refund_members[] = {
    {"Ds_Response", "0900"},
    {"Ds_AuthorisationCode", "{id}"},
    {"Ds_SecurePayment", "0"},
};
inline constexpr event_row refund_events[] = {{paid, "refund"}};

inline constexpr member_row event_members[] = {
    {"Ds_Date", "{day}/{month}/{year}"}, {"Ds_Hour", "{hour}:{minute}"}, {"Ds_ConsumerLanguage", "1"}};

inline constexpr member_row begun[] = {
    {"Ds_Card_PSD2", "N"},
    {"Ds_EMV3DS.protocolVersion", "NO_3DS_v2"},
    {"Ds_EMV3DS.threeDSInfo", "CardConfiguration"},
};

inline constexpr refusal repeated{.code = "SIS0051"};
inline constexpr refused_row captured_already[] = {{.in = paid, .why = {.code = "SIS0060"}}};
inline constexpr refused_row canceled_already[] = {{.in = canceled, .why = {.code = "SIS0222"}}};

} // namespace redsys_parts

/**
 * \brief Redsys as documented.
 * \details Made up: authorization codes; that each card pays that comes over REST, without 3-D Secure; that what REST brings about is
 * notified, too; which of the codes for a field that has no sense is given.
 */
struct redsys_tables {
    using account = redsys::account;
    using reports = redsys::notification;
    using enum entry_state;

    static constexpr std::string_view page_host = "sis-t.redsys.es";
    static constexpr bool are_minor = true;
    static constexpr currency_code currency_codes[] = {{"978", "EUR"}, {"840", "USD"}, {"826", "GBP"},
                                                       {"392", "JPY"}, {"756", "CHF"}, {"398", "KZT"}};
    static constexpr renamed_field taken_as[] = {
        {"DS_MERCHANT_ORDER", "Ds_Order"},
        {"DS_MERCHANT_AMOUNT", "Ds_Amount"},
        {"DS_MERCHANT_CURRENCY", "Ds_Currency"},
        {"DS_MERCHANT_TRANSACTIONTYPE", "Ds_TransactionType"},
        {"DS_MERCHANT_MERCHANTDATA", "Ds_MerchantData"},
        {"DS_MERCHANT_MERCHANTCODE", "Ds_MerchantCode"},
        {"DS_MERCHANT_TERMINAL", "Ds_Terminal"},
    };

    static constexpr resource resources[] = {
        {.name = "payment",
         .kind = entry_kind::form,
         .amount = "Ds_Amount",
         .currency = "Ds_Currency",
         .amount_kind = value_kind::text,
         .merchants_id = "Ds_Order",
         .description = "DS_MERCHANT_PRODUCTDESCRIPTION",
         .success_url = "DS_MERCHANT_URLOK",
         .failure_url = "DS_MERCHANT_URLKO",
         .returns_told = true,
         .callback_url = "DS_MERCHANT_MERCHANTURL",
         .members = redsys_parts::payment_members,
         .events = redsys_parts::payment_events,
         .page = "https://sis-t.redsys.es/sis/sandbox/{id}",
         .held = {.path = "Ds_TransactionType", .text = "1"}},
        {.name = "refund",
         .opened = paid,
         .amount = "Ds_Amount",
         .currency = "Ds_Currency",
         .amount_kind = value_kind::text,
         .members = redsys_parts::refund_members,
         .events = redsys_parts::refund_events},
        {.name = "authentication"},
    };
    static constexpr event_rule events{.members = redsys_parts::event_members,
                                       .percent_encoded = {"Ds_Date", "Ds_Hour", "Ds_MerchantData"}};

    static constexpr std::tuple messages{
        row_for<redsys::payment_form>({.does = act::opens,
                                       .of = "payment",
                                       .otherwise = redsys_parts::repeated,
                                       .needs_merchants_id_once = true}),
        row_for<redsys::preauthorization_form>({.does = act::opens,
                                                .of = "payment",
                                                .otherwise = redsys_parts::repeated,
                                                .needs_merchants_id_once = true}),
        row_for<redsys::pay>({.does = act::opens,
                              .of = "payment",
                              .if_so = {.path = "Ds_TransactionType", .text = "0"},
                              .otherwise = redsys_parts::repeated,
                              .needs_merchants_id_once = true}),
        row_for<redsys::capture>({.does = act::captures,
                                  .of = "payment",
                                  .by = "Ds_Order",
                                  .amount = "Ds_Amount",
                                  .from = authorized,
                                  .otherwise = {.code = "SIS0061"},
                                  .refused = redsys_parts::captured_already,
                                  .missing = {.code = "SIS0059"},
                                  .too_much = {.code = "SIS0062"}}),
        row_for<redsys::refund>({.does = act::refunds,
                                 .of = "refund",
                                 .by = "Ds_Order",
                                 .amount = "Ds_Amount",
                                 .refunded = "payment",
                                 .from = paid,
                                 .otherwise = {.code = "SIS0056"},
                                 .missing = {.code = "SIS0054"},
                                 .too_much = {.code = "SIS0057"}}),
        row_for<redsys::cancel>({.does = act::ends,
                                 .of = "payment",
                                 .by = "Ds_Order",
                                 .from = authorized,
                                 .otherwise = {.code = "SIS0223"},
                                 .refused = redsys_parts::canceled_already,
                                 .missing = {.code = "SIS0225"}}),
        row_for<redsys::begin>({.does = act::answers, .of = "authentication", .beside = redsys_parts::begun}),
    };

    static constexpr refusal bad_signature{.code = "SIS0042"};
    static constexpr refusal bad_request{.code = "SIS0007"};

    [[nodiscard]] static refusal unknown_account(std::string_view) { return {.code = "SIS0026"}; }
    [[nodiscard]] static refusal bad_field(std::string_view name)
    {
        if (name == "DS_MERCHANT_ORDER") return {.code = "SIS0014"};
        if (name == "DS_MERCHANT_AMOUNT") return {.code = "SIS0019"};
        if (name == "DS_MERCHANT_CURRENCY") return {.code = "SIS0016"};
        return bad_request;
    }
};

template <>
struct behaviour<redsys::account> : described_behaviour<redsys_tables> {};

#ifndef TOLLGATE_HEADER_ONLY
extern template class simulated_account_of<redsys::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/redsys.ipp>
#endif

#endif
