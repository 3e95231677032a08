// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_REDSYS_NOTIFICATION_HPP
#define TOLLGATE_PROVIDERS_REDSYS_NOTIFICATION_HPP

#include <tollgate/providers/redsys/operation.hpp>

#include <string>

namespace tollgate::inline v0::redsys {

/**
 * \brief What became of an operation, as Redsys tells the shop, by a form to `DS_MERCHANT_MERCHANTURL`.
 * \details The payer's browser brings the same to `DS_MERCHANT_URLOK` and `DS_MERCHANT_URLKO`, in the query of a GET, if the terminal is set
 * so. Also what was declined is told: look at `is_authorized()`, and compare type, amount, currency and terminal with what the program
 * stored for this order. A notification to another merchant is refused (errc::account_mismatch).
 * A return whose query was not percent-encoded, so that a `+` of its base64 arrives as a blank, is not verified.
 * \par Specification
 * Conexión por redirección, "Recepción de la notificación"
 */
struct notification {
    required<"Ds_Order", std::string> order;
    required<"Ds_Amount", minor_units, as_text> amount;
    required<"Ds_Currency", std::string> currency; ///< Of ISO 4217, as a number.
    required<"Ds_MerchantCode", std::string> merchant;
    required<"Ds_Terminal", std::string> terminal; ///< Perhaps with zeros before it.
    required<"Ds_Response", std::string> response; ///< Four digits.
    required<"Ds_TransactionType", std::string> type;
    optional<"Ds_Date", std::string> date{}; ///< Percent-encoded: `10%2F01%2F2026`.
    optional<"Ds_Hour", std::string> hour{}; ///< Percent-encoded: `15%3A02`.
    optional<"Ds_AuthorisationCode", std::string> authorization{};
    optional<"Ds_SecurePayment", std::string> secure{};
    optional<"Ds_MerchantData", std::string> data{}; ///< Percent-encoded.
    optional<"Ds_Merchant_Identifier", std::string> token{};
    unlisted more{};

    using account = redsys::account;
    using identity = picks<"Ds_Order", "Ds_TransactionType", "Ds_Response", "Ds_AuthorisationCode">;
    using echoes_account = echoes<echo<"Ds_MerchantCode", "DS_MERCHANT_MERCHANTCODE">>;
    static constexpr bool only_as_form = true;

    /// Whether what `type` names was done: of a refund or a capture too, so compare `type` before the order counts as paid.
    [[nodiscard]] bool is_authorized() const { return redsys::is_authorized(*response); }
};

} // namespace tollgate::inline v0::redsys

#endif
