// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ONE_PAYMENT_CODES_HPP
#define TOLLGATE_PROVIDERS_ONE_PAYMENT_CODES_HPP

#include <tollgate/status_order.hpp>
#include <tollgate/version.hpp>

#include <cstdint>
#include <string_view>

namespace tollgate::inline v0::one_payment {

/// The status of a payment or payout. Numbers that are not listed are kept as received.
enum class status : std::int64_t {
    init = 1,           ///< Created (inferred).
    pending = 2,        ///< Awaiting confirmation.
    success = 3,        ///< Paid.
    failure = 4,        ///< Denied.
    refund = 5,         ///< Refunded (inferred).
    refund_pending = 9, ///< A refund is under way (inferred).
};

/// Inferred: 1 created, 2 awaiting, 3 paid, 4 denied, 9 refund under way, 5 refunded.
inline constexpr auto order_of_statuses = status_steps({{1, 2}, {2, 3}, {2, 4}, {3, 9}, {9, 5}});

/// The status's own name, as it stands here; `unknown_status` for a number that is not listed.
[[nodiscard]] constexpr std::string_view name_of(status which) noexcept
{
    switch (which) {
    case status::init: return "init";
    case status::pending: return "pending";
    case status::success: return "success";
    case status::failure: return "failure";
    case status::refund: return "refund";
    case status::refund_pending: return "refund_pending";
    }
    return "unknown_status";
}

/// Why a request was refused: `gateway_code<one_payment::error_code>(error)`. Numbers that are not listed are kept as
/// received. All inferred: three public integrations list them alike, the gateway's own table was not seen.
enum class error_code : std::int64_t {
    general =
        1, ///< Ask the gateway's support: nothing says that nothing was done, so the outcome is unknown.
    bad_signature = 2,          ///< The signature does not match.
    method_unavailable = 3,     ///< The operation is not available.
    unknown_partner = 4,        ///< `partner_id` is not recognised.
    unknown_project = 5,        ///< `project_id` is not recognised.
    payment_unavailable = 6,    ///< The payment method is not available for the project.
    payout_unavailable = 7,     ///< The payout method is not available for the project.
    bad_user_data = 8,          ///< `user_data` is empty or was used before.
    insufficient_balance = 9,   ///< The balance does not suffice for the payout.
    transaction_not_found = 10, ///< Not found, or not yet: this does not mean that it was never sent.
    source_unavailable = 11,    ///< Payments from this source (`shop_url`) are not available.
};

/// The code's own name, as it stands here; `unknown_error_code` for a number that is not listed.
[[nodiscard]] constexpr std::string_view name_of(error_code which) noexcept
{
    switch (which) {
    case error_code::general: return "general";
    case error_code::bad_signature: return "bad_signature";
    case error_code::method_unavailable: return "method_unavailable";
    case error_code::unknown_partner: return "unknown_partner";
    case error_code::unknown_project: return "unknown_project";
    case error_code::payment_unavailable: return "payment_unavailable";
    case error_code::payout_unavailable: return "payout_unavailable";
    case error_code::bad_user_data: return "bad_user_data";
    case error_code::insufficient_balance: return "insufficient_balance";
    case error_code::transaction_not_found: return "transaction_not_found";
    case error_code::source_unavailable: return "source_unavailable";
    }
    return "unknown_error_code";
}

} // namespace tollgate::inline v0::one_payment

#endif
