// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ONE_PAYMENT_FORM_HPP
#define TOLLGATE_PROVIDERS_ONE_PAYMENT_FORM_HPP

#include <tollgate/providers/one_payment/account.hpp>

#include <cstdint>
#include <string>

namespace tollgate::inline v0::one_payment {

struct status_payment;

/// Where to send the payer: the answer to \ref init_form.
struct form {
    required<"url", http_url> url; ///< Link to the form. Its host varies.
    unlisted more{};

    /// The address to redirect the payer to, called the same for every gateway's form.
    [[nodiscard]] std::string page() const { return url->text(); }
};

/**
 * \brief Creates a payment form.
 * \details The gateway creates no payment until the payer opens the form: asked before, it answers
 * errc::not_found_yet (inferred). One whose sending timed out moves no money until a payer opens it: offer another under a new id of
 * the same order, and keep listening for this one. The same id sent again is refused (code 8), which says nothing about the first.
 * \par Specification
 * Creating a payment form
 */
struct init_form {
    required<"amount", decimal> amount; ///< In the project's currency, major units: `50`, `50.00`.
    optional<"description", std::string> description{};
    optional<"success_url", std::string> success_url{}; ///< Where the payer returns after success.
    optional<"failure_url", std::string> failure_url{}; ///< Where the payer returns after an error.
    /// The merchant's own id, unique per payment. The document lists it without "optional", yet leaves it out of its
    /// example; it is required here, because without it a payment cannot be reconciled.
    required<"user_data", std::string> user_data;
    optional<"token", std::string, personal> token{}; ///< Id of a saved card to show on the form.
    /// 1 asks for a token that later payments can use (Recurring card payment).
    optional<"use_token", std::int64_t> use_token{};
    optional<"shop_url", std::string, inferred> shop_url{};         ///< The site that the payment comes from.
    optional<"trusted_user", std::string, inferred> trusted_user{}; ///< The payer's level of trust.
    optional<"user_id", std::string, inferred, personal> user_id{}; ///< The payer's id at the merchant.
    optional<"payment_type", std::string, inferred> payment_type{}; ///< Preselects the method, e.g. `sbp`.
    /// 1 binds an SBP account; the callback then brings a token.
    optional<"subscribe", std::int64_t, inferred> subscribe{};
    optional<"lang", std::string, inferred> language{}; ///< Two small letters.

    using account = one_payment::account;
    using endpoint = get<"/init_form">;
    using response = form;
    using reconciled_by = asks<status_payment, "user_data">;
};

} // namespace tollgate::inline v0::one_payment

#endif
