// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SANDBOX_ADYEN_HPP
#define TOLLGATE_SANDBOX_ADYEN_HPP

#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/adyen.hpp>
#include <tollgate/sandbox/described_behaviour.hpp>
#include <tollgate/sandbox/simulated_account.hpp>

#include <string_view>
#include <tuple>

namespace tollgate::inline v0::sandbox {

namespace adyen_parts {

using enum entry_state;

/// Of a ServiceError. Codes are texts, also those of digits alone.
template <fixed_string Status, fixed_string Code, fixed_string Type>
inline constexpr text_at error_members[] = {
    {"status", Status.view(), value_kind::number}, {"errorCode", Code.view()}, {"errorType", Type.view()}};

template <fixed_string Code>
[[nodiscard]] constexpr refusal invalid(std::string_view message)
{
    return {.message = message, .status = 422, .beside = error_members<"422", Code, "validation">};
}
[[nodiscard]] constexpr trial_row refuses(std::string_view holder, std::string_view code,
                                          std::string_view reason)
{
    return {holder, declined, {.code = code, .message = reason}};
}

/// Testing result codes and refusal reasons: by the card holder's name; then by the type of the payment method.
inline constexpr trial_row trials[] = {
    refuses("DECLINED", "2", "Refused"),
    refuses("REFERRAL", "3", "Referral"),
    refuses("BLOCK_CARD", "5", "Blocked Card"),
    refuses("CARD_EXPIRED", "6", "Expired Card"),
    refuses("INVALID_AMOUNT", "7", "Invalid Amount"),
    refuses("INVALID_CARD_NUMBER", "8", "Invalid Card Number"),
    refuses("ISSUER_UNAVAILABLE", "9", "Issuer Unavailable"),
    refuses("NOT_SUPPORTED", "10", "Not supported"),
    refuses("NOT_3D_AUTHENTICATED", "11", "3D Not Authenticated"),
    refuses("NOT_ENOUGH_BALANCE", "12", "Not enough balance"),
    {"scheme"},
    {"applepay"},
    {"googlepay"},
    {"", waiting},
};

inline constexpr member_row payment_members[] = {
    {"resultCode", "RedirectShopper"},
    {"resultCode", "Authorised", value_kind::text, {authorized, paid, canceled}},
    {"resultCode", "Refused", value_kind::text, declined},
    {"pspReference", "{id}", value_kind::text, {authorized, paid, declined, canceled}},
    {"merchantReference", "{merchants_id}"},
    {"refusalReason", "{remark}", value_kind::text, declined},
    {"refusalReasonCode", "{remark_code}", value_kind::text, declined},
};
inline constexpr member_row redirect[] = {
    {"action.type", "redirect", value_kind::text, waiting},
    {"action.method", "GET", value_kind::text, waiting},
    {"action.paymentMethodType", "{method}", value_kind::text, waiting},
    {"action.url", "{page}", value_kind::text, waiting},
};
inline constexpr event_row payment_events[] = {{{authorized, paid, declined}, "AUTHORISATION"}};

inline constexpr member_row session_members[] = {
    {"id", "{id}"},
    {"sessionData", "sandbox-{id}"},
    {"url", "{page}"},
};
inline constexpr member_row session_status[] = {
    {"id", "{id}"},
    {"status", "active"},
    {"status", "completed", value_kind::text, {authorized, paid}},
    {"status", "refused", value_kind::text, declined},
};

inline constexpr member_row methods[] = {
    {"paymentMethods.0.type", "scheme"},
    {"paymentMethods.0.name", "Cards"},
    {"paymentMethods.1.type", "ideal"},
    {"paymentMethods.1.name", "iDEAL"},
};

inline constexpr member_row modification_members[] = {
    {"pspReference", "{id}"},
    {"paymentPspReference", "{of}"},
    {"status", "received"},
};
inline constexpr member_row technical_cancel_members[] = {
    {"pspReference", "{id}"},
    {"status", "received"},
};
inline constexpr event_row capture_events[] = {{{paid, declined}, "CAPTURE"}};
inline constexpr event_row refund_events[] = {{{paid, declined}, "REFUND"}};
inline constexpr event_row cancellation_events[] = {{{paid, declined}, "CANCELLATION"}};
inline constexpr event_row reversal_events[] = {{{paid, declined}, "CANCEL_OR_REFUND"}};
inline constexpr event_row adjustment_events[] = {{{paid, declined}, "AUTHORISATION_ADJUSTMENT"}};
inline constexpr event_row technical_cancel_events[] = {{{paid, declined}, "TECHNICAL_CANCEL"}};

/// A NotificationRequestItem.
inline constexpr member_row item_members[] = {
    {"amount.currency", "{currency}"},
    {"amount.value", "{amount}", value_kind::number},
    {"eventCode", "{event}"},
    {"eventDate", "{time}+00:00"},
    {"merchantAccountCode", "{asked.merchantAccount}"},
    {"merchantReference", "{merchants_id}"},
    {"originalReference", "{of}", value_kind::text, {}, "paymentPspReference"},
    {"originalReference", "{of}", value_kind::text, {}, "paymentReference"},
    {"paymentMethod", "{method}", value_kind::text, {}, "paymentMethod"},
    {"pspReference", "{id}"},
    {"reason", "{remark}"},
    {"success", "true"},
    {"success", "false", value_kind::text, declined},
};

/// Only told, as the reason.
[[nodiscard]] constexpr refusal told(std::string_view reason)
{
    return {.message = reason};
}
inline constexpr refusal too_much = told("Insufficient balance on payment");
inline constexpr refusal not_authorised = told("Transaction is not authorised, or captured already");
inline constexpr refusal not_cancelable = told("Transaction cannot be cancelled any more");
inline constexpr refusal no_amount = invalid<"100">("No amount specified");

[[nodiscard]] constexpr resource modification(std::string_view name, std::string_view amount,
                                              std::span<event_row const> events,
                                              std::span<member_row const> members = modification_members)
{
    return {.name = name,
            .id_prefix = "SANDBOX0000000",
            .opened = paid,
            .amount = amount,
            .currency = amount.empty() ? "" : "amount.currency",
            .further = "merchantAccount",
            .members = members,
            .events = events};
}

} // namespace adyen_parts

/// Adyen as documented; ids, most reasons of modifications that fail, that the result of one is told at once, and that payments are captured by
/// request unless `captureDelayHours` is given, are made up. No device is asked for anything: payers are redirected.
struct adyen_tables {
    using account = adyen::account;
    using reports = adyen::notification;
    using enum entry_state;

    static constexpr std::string_view page_host = "checkoutshopper-test.adyen.com";
    static constexpr bool are_minor = true;
    static constexpr std::string_view may_lack[] = {"Idempotency-Key"};

    static constexpr resource resources[] = {
        {.name = "payment",
         .id_prefix = "SANDBOX0000000",
         .other_prefix = "sandbox-",
         .kind = entry_kind::form,
         .amount = "amount.value",
         .currency = "amount.currency",
         .merchants_id = "reference",
         .success_url = "returnUrl",
         .failure_url = "returnUrl",
         .added_to_urls = "redirectResult=sandbox-{id}",
         .payer = "shopperEmail",
         .means = "paymentMethod.type",
         .trial = "paymentMethod.holderName",
         .members = adyen_parts::payment_members,
         .events = adyen_parts::payment_events,
         .trials = adyen_parts::trials,
         .declined = {.code = "2", .message = "Refused"},
         .page = "https://checkoutshopper-test.adyen.com/checkoutshopper/checkoutPaymentRedirect/{id}",
         .held = {.path = "captureDelayHours", .if_absent = true},
         .missing = adyen_parts::invalid<"167">("Original pspReference required for this operation")},
        {.name = "session",
         .id_prefix = "CSSANDBOX0000000",
         .other_prefix = "sandbox-",
         .kind = entry_kind::form,
         .amount = "amount.value",
         .currency = "amount.currency",
         .merchants_id = "reference",
         .success_url = "returnUrl",
         .failure_url = "returnUrl",
         .added_to_urls = "sessionId={id}&sessionResult=sandbox-{id}",
         .payer = "shopperEmail",
         .further = {"merchantAccount", "returnUrl", "mode"},
         .members = adyen_parts::session_members,
         .declined = {.code = "2", .message = "Refused"},
         .page = "https://checkoutshopper-test.adyen.com/checkoutshopper/sessions/{id}",
         .held = {.always = true},
         .paid_by = "payment",
         .also_declined = true,
         .missing = adyen_parts::invalid<"14_012">("The session is not known.")},
        adyen_parts::modification("capture", "amount.value", adyen_parts::capture_events),
        adyen_parts::modification("refund", "amount.value", adyen_parts::refund_events),
        adyen_parts::modification("cancellation", "", adyen_parts::cancellation_events),
        adyen_parts::modification("reversal", "", adyen_parts::reversal_events),
        adyen_parts::modification("adjustment", "amount.value", adyen_parts::adjustment_events),
        adyen_parts::modification("technical_cancel", "", adyen_parts::technical_cancel_events,
                                  adyen_parts::technical_cancel_members),
    };
    static constexpr event_rule events{
        .members = adyen_parts::item_members, .members_alone = true, .are_tests = true};

    static constexpr std::tuple messages{
        row_for<adyen::pay>({.does = act::opens,
                             .of = "payment",
                             .if_so = {.always = true},
                             .too_much = adyen_parts::no_amount,
                             .beside = adyen_parts::redirect}),
        row_for<adyen::submit_details>({.does = act::shows, .of = "payment", .by = "details.redirectResult"}),
        row_for<adyen::list_payment_methods>(
            {.does = act::answers, .of = "", .beside = adyen_parts::methods}),
        row_for<adyen::create_session>(
            {.does = act::opens, .of = "session", .too_much = adyen_parts::no_amount, .status = 201}),
        row_for<adyen::show_session>({.does = act::shows,
                                      .of = "session",
                                      .by = "sessionResult",
                                      .beside = adyen_parts::session_status,
                                      .beside_alone = true}),
        row_for<adyen::capture_payment>({.does = act::captures,
                                         .of = "payment",
                                         .by = "paymentPspReference",
                                         .amount = "amount.value",
                                         .opens = "capture",
                                         .decided_later = true,
                                         .from = authorized,
                                         .otherwise = adyen_parts::not_authorised,
                                         .too_much = adyen_parts::too_much,
                                         .status = 201}),
        row_for<adyen::refund_payment>(
            {.does = act::refunds,
             .of = "refund",
             .by = "paymentPspReference",
             .amount = "amount.value",
             .refunded = "payment",
             .decided_later = true,
             .from = paid,
             .otherwise = adyen_parts::told("Transaction hasn't been captured, refund not possible"),
             .too_much = adyen_parts::too_much,
             .status = 201}),
        row_for<adyen::cancel_payment>({.does = act::ends,
                                        .of = "payment",
                                        .by = "paymentPspReference",
                                        .opens = "cancellation",
                                        .decided_later = true,
                                        .from = authorized,
                                        .otherwise = adyen_parts::not_cancelable,
                                        .status = 201}),
        row_for<adyen::reverse_payment>(
            {.does = act::reverses,
             .of = "payment",
             .by = "paymentPspReference",
             .opens = "reversal",
             .decided_later = true,
             .from = {authorized, paid},
             .otherwise = adyen_parts::told("Transaction is neither authorised nor captured"),
             .too_much = adyen_parts::too_much,
             .status = 201}),
        row_for<adyen::update_amount>({.does = act::changes,
                                       .of = "payment",
                                       .by = "paymentPspReference",
                                       .amount = "amount.value",
                                       .opens = "adjustment",
                                       .decided_later = true,
                                       .from = authorized,
                                       .otherwise = adyen_parts::not_authorised,
                                       .status = 201}),
        row_for<adyen::cancel_by_reference>({.does = act::ends,
                                             .of = "payment",
                                             .by = "paymentReference",
                                             .opens = "technical_cancel",
                                             .decided_later = true,
                                             .from = authorized,
                                             .otherwise = adyen_parts::not_cancelable,
                                             .status = 201}),
    };

    static constexpr refusal bad_signature{.message = "HTTP Status Response - Unauthorized",
                                           .status = 401,
                                           .beside = adyen_parts::error_members<"401", "000", "security">};
    static constexpr refusal bad_request{.message = "The structure of the request cannot be read.",
                                         .status = 400,
                                         .beside = adyen_parts::error_members<"400", "702", "validation">};
    /// Of a key with another request nothing is documented; this code says that the first one may have been carried out.
    static constexpr refusal key_reused =
        adyen_parts::invalid<"704">("request already processed or in progress");

    [[nodiscard]] static refusal unknown_account(std::string_view)
    {
        return {.message = "Invalid Merchant Account",
                .status = 403,
                .beside = adyen_parts::error_members<"403", "901", "security">};
    }
    [[nodiscard]] static refusal bad_field(std::string_view name)
    {
        if (name == "returnUrl") return adyen_parts::invalid<"14_030">("Return URL is missing.");
        if (name == "reference") return adyen_parts::invalid<"130">("Reference Missing");
        if (name == "amount") return adyen_parts::no_amount;
        if (name == "paymentMethod") return adyen_parts::invalid<"14_004">("Missing payment method details");
        return adyen_parts::invalid<"702">("A field is missing, or is none.");
    }
};

template <>
struct behaviour<adyen::account> : described_behaviour<adyen_tables> {};

#ifndef TOLLGATE_HEADER_ONLY
extern template class simulated_account_of<adyen::account, cryptopp_hash>;
#endif

} // namespace tollgate::inline v0::sandbox

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/sandbox/adyen.ipp>
#endif

#endif
