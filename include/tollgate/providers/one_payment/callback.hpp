// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ONE_PAYMENT_CALLBACK_HPP
#define TOLLGATE_PROVIDERS_ONE_PAYMENT_CALLBACK_HPP

#include <tollgate/currency.hpp>
#include <tollgate/providers/one_payment/account.hpp>
#include <tollgate/providers/one_payment/codes.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::inline v0::one_payment {

struct status_payment;

/**
 * \brief Says that a payment has its final status; sent to the project's `notify_url`.
 * \par Specification
 * Creating a payment form, from "After receiving final payment status"
 */
struct payment_callback {
    required<"payment_type", std::string> payment_type; ///< `card`, `sbp` …; the full table is unpublished.
    required<"order_id", std::string> order_id;         ///< The gateway's id of the payment.
    required<"project_id", std::int64_t> project_id;
    required<"status", one_payment::status>
        status; ///< `success` or `failure`; others are possible (inferred).
    optional<"status_description", std::string> status_description{}; ///< `SUCCESS` or `FAILURE`.
    optional<"init_time", std::string> init_time{};     ///< Creation; the format is undocumented.
    optional<"status_time", std::string> status_time{}; ///< Receipt of the status; format undocumented.
    required<"merchant_price", decimal> merchant_price; ///< The payment's amount.
    optional<"user_price", decimal> user_price{};       ///< "Partner contributions": the partner's share.
    required<"currency", std::string> currency;         ///< ISO 4217 code.
    optional<"account", std::string, card_data>
        card_mask{};                                    ///< The card number's mask; `account` on the wire.
    optional<"status_code", std::string> status_code{}; ///< Why a payment was denied; table unpublished.
    optional<"token", std::string, personal> token{};   ///< The saved card's id, where enabled.
    required<"user_data", std::string> user_data;       ///< As given to \ref init_form or \ref init_payment.
    optional<"test", std::int64_t> test{};              ///< Present, and 1, when testing: no money moved.
    optional<"redirect_url", http_url, inferred> redirect_url{}; ///< With a pending payment.

    /**
     * \brief What has come in by this callback: `merchant_price` in minor units where the status is `success`, else 0.
     * \details Compare it with the order's before delivering: `told->paid().value() == order.due`.
     * \par Errors
     * Those of \ref money_of.
     */
    [[nodiscard]] result<money> paid() const
    {
        return money_of(*status == one_payment::status::success ? *merchant_price : decimal{}, *currency);
    }

    using account = one_payment::account;
    /// With the amount: whether a payment can be refunded in parts is undocumented, and each part has the same status.
    using identity = picks<"order_id", "status", "merchant_price">;
    static constexpr auto status_order = order_of_statuses;
    using tells = status_of<"user_data", "status">;
    using confirmed_by = asks<status_payment, "order_id">;
    static constexpr std::string_view key = "callback_key";
    static constexpr std::string_view key_fallback = "api_key";
    static constexpr test_rule tests{.field = "test", .live = {"0", "false"}, .may_lack = true};
    static constexpr bool also_as_form = true; ///< Third-hand: may come form-urlencoded as well as JSON.
};

} // namespace tollgate::inline v0::one_payment

#endif
