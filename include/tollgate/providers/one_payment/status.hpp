// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ONE_PAYMENT_STATUS_HPP
#define TOLLGATE_PROVIDERS_ONE_PAYMENT_STATUS_HPP

#include <tollgate/providers/one_payment/account.hpp>
#include <tollgate/providers/one_payment/codes.hpp>

#include <cstdint>
#include <string>

namespace tollgate::inline v0::one_payment {

/// Asks by the gateway's id of the payment.
struct by_order_id {
    required<"order_id", std::string> order_id;
};

/// Asks by the merchant's own id.
struct by_user_data {
    required<"user_data", std::string> user_data;
};

/// How a payment stands: the answer to \ref status_payment. The page's list could be read in part only.
struct payment_status {
    required<"order_id", std::string> order_id; ///< The gateway's id of the payment.
    required<"status", one_payment::status> status;
    optional<"status_description", std::string> status_description{}; ///< `PENDING`, `SUCCESS`, `FAILURE`.
    optional<"payment_type", std::string> payment_type{};
    optional<"project_id", std::int64_t> project_id{};
    optional<"user_data", std::string> user_data{};     ///< The merchant's own id.
    optional<"init_time", std::string> init_time{};     ///< Creation; the format is undocumented.
    optional<"status_time", std::string> status_time{}; ///< Receipt of the status; format undocumented.
    optional<"merchant_price", decimal> merchant_price{};
    optional<"user_price", decimal, inferred> user_price{};
    optional<"currency", std::string, inferred> currency{};
    optional<"account", std::string, inferred, card_data>
        card_mask{}; ///< The card number's mask; `account` on the wire.
    optional<"status_code", std::string, inferred> status_code{}; ///< Why it was denied; table unpublished.
    optional<"token", std::string, personal> token{};             ///< The saved card's id.
    unlisted more{};

    using account = one_payment::account;
    using identity = picks<"order_id", "status", "merchant_price">; ///< As \ref payment_callback.
    static constexpr auto status_order = order_of_statuses;
    using tells = status_of<"user_data", "status">;
};

/**
 * \brief Asks how a payment stands.
 * \details errc::not_found_yet is no failure: a form that the payer has not opened is not known yet, either.
 * \par Specification
 * Payment status. `project_id` is sent as its newer pages have it, and signed like everything that is sent.
 */
struct status_payment {
    choice_of<by_order_id, by_user_data> payment;

    using account = one_payment::account;
    using endpoint = get<"/status_payment", effect::reads>;
    using response = payment_status;
};

} // namespace tollgate::inline v0::one_payment

#endif
