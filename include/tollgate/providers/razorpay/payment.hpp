// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_RAZORPAY_PAYMENT_HPP
#define TOLLGATE_PROVIDERS_RAZORPAY_PAYMENT_HPP

#include <tollgate/currency.hpp>
#include <tollgate/providers/razorpay/account.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::razorpay {

using payment_status = open_enum<"created", "authorized", "captured", "refunded", "failed">;

/// A payment.
/// \par Specification
/// api/payments/entity
struct payment {
    required<"id", std::string> id;
    required<"amount", minor_units> amount;
    required<"currency", std::string> currency;
    required<"status", payment_status> status; ///< One that stays `authorized` is given back by itself.
    optional<"order_id", std::string> order{};
    optional<"captured", bool> captured{};
    optional<"method", std::string> method{}; ///< `card`, `netbanking`, `wallet`, `emi`, `upi`.
    optional<"amount_refunded", minor_units> amount_refunded{};
    optional<"refund_status", std::string> refund_status{}; ///< `null`, `partial`, `full`.
    optional<"description", std::string> description{};
    optional<"international", bool> international{};
    optional<"email", std::string, personal> email{};
    optional<"contact", std::string, personal> contact{}; ///< Telephone.
    optional<"vpa", std::string, personal> vpa{};
    optional<"fee", minor_units> fee{}; ///< Razorpay's, with tax.
    optional<"tax", minor_units> tax{};
    optional<"notes", razorpay::notes> notes{};
    optional<"error_code", std::string> error_code{};
    optional<"error_description", std::string> error_description{};
    optional<"error_reason", std::string> error_reason{};
    optional<"created_at", std::int64_t> created_at{}; ///< Unix seconds.
    unlisted more{};

    /// What was paid and is the merchant's; 0 unless the payment was captured. What was given back is not taken off.
    /// \par Errors
    /// Those of \ref money_of.
    [[nodiscard]] result<money> paid() const
    {
        bool const is_paid = *status == "captured" || *status == "refunded";
        return money_of(is_paid ? *amount : minor_units{0}, *currency);
    }
};
struct payments {
    required<"items", std::vector<payment>> items;
    optional<"count", std::int64_t> count{}; ///< How many `items` there are.
};

/// \par Specification
/// api/payments/fetch-with-id
struct show_payment {
    required<"id", std::string, in_path> id;

    using account = razorpay::account;
    using endpoint = get<"/v1/payments/{id}", effect::reads>;
    using response = payment;
};

/**
 * \brief Takes an authorized payment.
 * \details A second capture is refused ("already captured"): after an unknown outcome look at the payment's status by \ref show_payment.
 * \par Specification
 * api/payments/capture
 */
struct capture_payment {
    required<"id", std::string, in_path> id;
    required<"amount", minor_units> amount; ///< The authorized amount.
    required<"currency", std::string> currency;

    using account = razorpay::account;
    using endpoint = post_json<"/v1/payments/{id}/capture">;
    using response = payment;
    using identity = picks<"id">;
};

/// \par Specification
/// api/payments/fetch-all-payments
struct list_payments {
    optional<"from", std::int64_t> from{};   ///< Unix seconds.
    optional<"to", std::int64_t> to{};       ///< Unix seconds.
    optional<"count", std::int64_t> count{}; ///< 1 to 100; 10 unless given.
    optional<"skip", std::int64_t> skip{};

    using account = razorpay::account;
    using endpoint = get<"/v1/payments", effect::reads>;
    using response = payments;
    using pages = by_offset<"skip", "items">;
};

} // namespace tollgate::inline v0::razorpay

#endif
