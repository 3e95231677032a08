// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ONE_PAYMENT_PAYMENT_HPP
#define TOLLGATE_PROVIDERS_ONE_PAYMENT_PAYMENT_HPP

#include <tollgate/providers/one_payment/account.hpp>
#include <tollgate/providers/one_payment/codes.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::inline v0::one_payment {

struct status_payment;

/// A first card payment. Its card fields and 3-D Secure are undocumented: agree them with the gateway, and write `other`.
struct card {
    static constexpr std::string_view chosen_as = "card";
    optional<"use_token", std::int64_t> use_token{}; ///< 1 asks for a token that later payments can use.
};

/// A further payment by the token of an earlier one.
/// \par Specification
/// Recurring card payment
struct card_by_token {
    static constexpr std::string_view chosen_as = "card";
    required<"token", std::string, personal> token;
};

/// A payment by the Faster Payments System.
struct sbp {
    static constexpr std::string_view chosen_as = "sbp";
    optional<"subscribe", std::int64_t, inferred> subscribe{}; ///< 1: the callback brings a token.
};

/// A further payment by the token of an earlier one; inferred. A later callback may replace the token.
struct sbp_by_token {
    static constexpr std::string_view chosen_as = "sbp";
    required<"token", std::string, inferred, personal> token;
};

/// A payment by SberPay.
/// \par Specification
/// SberPay payment
struct sberpay {
    static constexpr std::string_view chosen_as = "sberpay";
    required<"sberpay_type", std::string> sberpay_type; ///< \ref sberpay_type
    optional<"deep_link", std::string> deep_link{};     ///< Where to return inside the app.
};

/// As \ref sberpay, under the type that the page's own examples use. Try it where the gateway refuses the other.
struct sberpay_as_sbp {
    static constexpr std::string_view chosen_as = "sbp";
    required<"sberpay_type", std::string> sberpay_type; ///< \ref sberpay_type
    optional<"deep_link", std::string> deep_link{};     ///< Where to return inside the app.
};

/// How the payer gets to SberPay.
namespace sberpay_type {
inline constexpr std::string_view app2app = "app2app";
inline constexpr std::string_view web2app = "web2app";
inline constexpr std::string_view mweb2app = "mweb2app";
} // namespace sberpay_type

/// Types whose parameters are undocumented, beside `card`, `sbp` and `sberpay`. The full table is unpublished.
namespace payment_type {
inline constexpr std::string_view mobile = "mc";
inline constexpr std::string_view p2p = "p2p";
} // namespace payment_type

/// A payment that was started: the answer to \ref init_payment. All of it is inferred.
struct payment {
    required<"order_id", std::string, inferred> order_id; ///< The gateway's id of the payment.
    optional<"status", one_payment::status, inferred> status{};
    optional<"status_description", std::string, inferred> status_description{};
    optional<"status_code", std::string, inferred> status_code{}; ///< Why it was denied; table unpublished.
    optional<"redirect_url", http_url, inferred> redirect_url{};  ///< Where to send the payer, if anywhere.
    unlisted more{};

    /// The address to redirect the payer to; empty if there is none.
    [[nodiscard]] std::string page() const { return redirect_url ? redirect_url->text() : std::string{}; }
};

/**
 * \brief Starts a payment without the gateway's form, recurring ones among them.
 * \par Specification
 * Recurring card payment; SberPay payment
 */
struct init_payment {
    required<"amount", decimal> amount; ///< In the project's currency, major units: `50`, `50.00`.
    choice<"payment_type", beside, card, card_by_token, sbp, sbp_by_token, sberpay, sberpay_as_sbp>
        payment_type;
    required<"user_data", std::string> user_data; ///< The merchant's own id, unique per payment.
    optional<"description", std::string> description{};
    optional<"shop_url", std::string> shop_url{}; ///< The site that the payment comes from.
    optional<"phone", std::string, personal> phone{};
    optional<"email", std::string, personal> email{};
    optional<"return_url", std::string, inferred> return_url{};
    optional<"user_id", std::string, inferred, personal> user_id{}; ///< The payer's id at the merchant.

    using account = one_payment::account;
    using endpoint = get<"/init_payment">;
    using response = payment;
    using reconciled_by = asks<status_payment, "user_data">;
};

} // namespace tollgate::inline v0::one_payment

#endif
