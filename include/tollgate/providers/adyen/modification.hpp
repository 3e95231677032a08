// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ADYEN_MODIFICATION_HPP
#define TOLLGATE_PROVIDERS_ADYEN_MODIFICATION_HPP

#include <tollgate/providers/adyen/account.hpp>

#include <string>

namespace tollgate::inline v0::adyen {

/// That a request about a payment has arrived; whether it succeeded is told by a notification.
struct received {
    required<"pspReference", std::string> psp_reference; ///< Of this request.
    required<"status", std::string>
        status; ///< `received`; of \ref update_amount also `authorised`, `refused`.
    optional<"paymentPspReference", std::string> payment{};
    optional<"reference", std::string> reference{};
    unlisted more{};
};

/// Takes an authorized payment, whole or in part.
/// \par Specification
/// POST /payments/{paymentPspReference}/captures
struct capture_payment {
    required<"paymentPspReference", std::string, in_path> payment;
    adyen::once once;
    required<"amount", money> amount;
    optional<"reference", std::string> reference{};

    using account = adyen::account;
    using endpoint = post_json<"/payments/{paymentPspReference}/captures">;
    using response = received;
};

/// Gives money back, whole or in part.
/// \par Specification
/// POST /payments/{paymentPspReference}/refunds
struct refund_payment {
    required<"paymentPspReference", std::string, in_path> payment;
    adyen::once once;
    required<"amount", money> amount;
    optional<"reference", std::string> reference{};
    optional<"merchantRefundReason", std::string>
        reason{}; ///< `FRAUD`, `CUSTOMER REQUEST`, `RETURN`, `DUPLICATE`, `OTHER`.

    using account = adyen::account;
    using endpoint = post_json<"/payments/{paymentPspReference}/refunds">;
    using response = received;
};

/// Releases an authorized payment.
/// \par Specification
/// POST /payments/{paymentPspReference}/cancels
struct cancel_payment {
    required<"paymentPspReference", std::string, in_path> payment;
    adyen::once once;
    optional<"reference", std::string> reference{};

    using account = adyen::account;
    using endpoint = post_json<"/payments/{paymentPspReference}/cancels">;
    using response = received;
};

/// Releases a payment, or gives it back if it was taken.
/// \par Specification
/// POST /payments/{paymentPspReference}/reversals
struct reverse_payment {
    required<"paymentPspReference", std::string, in_path> payment;
    adyen::once once;
    optional<"reference", std::string> reference{};

    using account = adyen::account;
    using endpoint = post_json<"/payments/{paymentPspReference}/reversals">;
    using response = received;
};

/// Changes an authorized amount.
/// \par Specification
/// POST /payments/{paymentPspReference}/amountUpdates
struct update_amount {
    required<"paymentPspReference", std::string, in_path> payment;
    adyen::once once;
    required<"amount", money> amount;
    optional<"reference", std::string> reference{};
    optional<"industryUsage", std::string> industry_usage{}; ///< `delayedCharge`, `installment`, `noShow`.

    using account = adyen::account;
    using endpoint = post_json<"/payments/{paymentPspReference}/amountUpdates">;
    using response = received;
};

struct cancellation_received {
    required<"pspReference", std::string> psp_reference; ///< Of this request.
    required<"status", std::string> status;              ///< `received`.
    optional<"paymentReference", std::string> payment_reference{};
    unlisted more{};
};

/// Releases a payment whose own reference is not known, as after an unknown outcome of `pay`.
/// \par Specification
/// POST /cancels
struct cancel_by_reference {
    adyen::once once;
    required<"paymentReference", std::string> payment_reference; ///< The shop's own id, `reference` in `pay`.
    optional<"reference", std::string> reference{};

    using account = adyen::account;
    using endpoint = post_json<"/cancels">;
    using response = cancellation_received;
};

} // namespace tollgate::inline v0::adyen

#endif
