// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ADYEN_NOTIFICATION_HPP
#define TOLLGATE_PROVIDERS_ADYEN_NOTIFICATION_HPP

#include <tollgate/open_enum.hpp>
#include <tollgate/providers/adyen/account.hpp>

#include <string>
#include <vector>

namespace tollgate::inline v0::adyen {

/// There are more, which are to be acknowledged.
using event_code =
    open_enum<"AUTHORISATION", "AUTHORISATION_ADJUSTMENT", "CANCELLATION", "CANCEL_OR_REFUND", "CAPTURE",
              "CAPTURE_FAILED", "CHARGEBACK", "EXPIRE", "REFUND", "REFUND_FAILED", "REFUNDED_REVERSED">;

/**
 * \brief One item of a standard webhook: what became of a payment, or of what was asked to be done with one. Each is signed by itself.
 * \details `success` says whether it was done: an `AUTHORISATION` without success is a payment that was refused. A `CAPTURE` or
 * `REFUND` with success may be taken back by a `CAPTURE_FAILED` or `REFUND_FAILED` later.
 *
 * The signed text joins values by colons and does nothing about a colon in them, so that what stands before one in a reference could be
 * moved into `merchant_account`. That is compared with the account's own (errc::account_mismatch); compare the amount with the order.
 *
 * `live` stands beside the items, where nobody signs it; tests are told from payments by the key, which is another one in each
 * environment. A webhook of a whole company also tells of its other merchant accounts: receive it with `find_by<"merchantAccountCode">`.
 * \par Specification
 * Webhooks-v1, NotificationRequestItem; Verify HMAC signatures; Handle webhook events: the same event may come twice
 */
struct notification {
    required<"pspReference", std::string>
        psp_reference; ///< Of what the event is about, a capture as well as a payment.
    optional<"originalReference", std::string> original_reference{}; ///< Of the payment that was changed.
    required<"merchantAccountCode", std::string> merchant_account;
    required<"merchantReference", std::string> reference; ///< The shop's own.
    required<"amount", money> amount;
    required<"eventCode", event_code> event;
    required<"success", bool, as_text> success;
    optional<"eventDate", std::string, unsigned_field> event_date{}; ///< ISO 8601.
    optional<"paymentMethod", std::string, unsigned_field> payment_method{};
    optional<"reason", std::string, unsigned_field> reason{};
    optional<"operations", std::vector<std::string>, unsigned_field> operations{};

    using account = adyen::account;
    using items = each<"notificationItems", "NotificationRequestItem">;
    using identity = picks<"eventCode", "pspReference", "success">;
    using echoes_account = echoes<echo<"merchantAccountCode", "merchantAccount">>;
    static constexpr test_rule tests{.field = "live", .live = "true", .test = "false", .outside_items = true};
};

} // namespace tollgate::inline v0::adyen

#endif
