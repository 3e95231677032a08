// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYPAL_CAPTURE_HPP
#define TOLLGATE_PROVIDERS_PAYPAL_CAPTURE_HPP

#include <tollgate/providers/paypal/account.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace tollgate::inline v0::paypal {

using capture_status =
    open_enum<"COMPLETED", "DECLINED", "PARTIALLY_REFUNDED", "PENDING", "REFUNDED", "FAILED">;

/// Money that was taken, or is to be.
/// \par Specification
/// payments_payment_v2, capture
struct capture {
    required<"id", std::string> id;
    required<"status", capture_status> status;
    optional<"amount", money> amount{};
    optional<"final_capture", bool> final_capture{};
    optional<"custom_id", std::string> custom_id{};
    optional<"invoice_id", std::string> invoice_id{};
    unlisted more{};

    /**
     * \brief What was paid: 0 unless the status says that money was taken, what was given back not taken off.
     * \details Nothing where the answer holds no amount, as after `return=minimal`.
     */
    [[nodiscard]] std::optional<tollgate::money> paid() const
    {
        if (!amount) return std::nullopt;
        bool const is_taken =
            *status == "COMPLETED" || *status == "PARTIALLY_REFUNDED" || *status == "REFUNDED";
        return is_taken ? tollgate::money{*amount} : tollgate::money{0, amount->in};
    }

    using identity = picks<"id", "status">;
    /// A refund changes the status. A notification that is repeated after it is about the same payment.
    using same_identity = alike<"status", "COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED">;
};

/// \par Specification
/// GET /v2/payments/captures/{capture_id}
struct show_capture {
    required<"id", std::string, in_path> id;

    using account = paypal::account;
    using endpoint = get<"/v2/payments/captures/{id}", effect::reads>;
    using response = capture;
};

using refund_status = open_enum<"CANCELLED", "FAILED", "PENDING", "COMPLETED">;

/// Money that was given back, or is to be.
/// \par Specification
/// payments_payment_v2, refund
struct refund {
    required<"id", std::string> id;
    required<"status", refund_status> status;
    optional<"amount", money> amount{};
    optional<"custom_id", std::string> custom_id{};
    optional<"invoice_id", std::string> invoice_id{};
    unlisted more{};

    using identity = picks<"id", "status">;
};

/// Gives money back, all of it unless an amount is given.
/// \par Specification
/// POST /v2/payments/captures/{capture_id}/refund
struct refund_capture {
    required<"id", std::string, in_path> capture;
    paypal::once once;
    paypal::prefer prefer{};
    optional<"amount", money> amount{};
    optional<"invoice_id", std::string> invoice_id{};
    optional<"custom_id", std::string> custom_id{};
    optional<"note_to_payer", std::string> note_to_payer{};

    using account = paypal::account;
    using endpoint = post_json<"/v2/payments/captures/{id}/refund">;
    using response = refund;
    static constexpr auto key_lifetime = std::chrono::hours{45 * 24};
};

/// \par Specification
/// GET /v2/payments/refunds/{refund_id}
struct show_refund {
    required<"id", std::string, in_path> id;

    using account = paypal::account;
    using endpoint = get<"/v2/payments/refunds/{id}", effect::reads>;
    using response = refund;
};

} // namespace tollgate::inline v0::paypal

#endif
