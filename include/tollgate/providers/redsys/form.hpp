// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_REDSYS_FORM_HPP
#define TOLLGATE_PROVIDERS_REDSYS_FORM_HPP

#include <tollgate/providers/redsys/account.hpp>

#include <string>

namespace tollgate::inline v0::redsys {

/// The payment form, of a transaction's type: `payment_form`, `preauthorization_form`.
template <fixed_string Type>
struct basic_form {
    required<"DS_MERCHANT_ORDER", std::string, at_least<4>, at_most<12>, made_of<"0-9A-Za-z">> order;
    required<"DS_MERCHANT_AMOUNT", minor_units, as_text> amount;
    required<"DS_MERCHANT_CURRENCY", std::string, exactly<3>> currency; ///< Of ISO 4217, as a number: `978`.
    constant<"DS_MERCHANT_TRANSACTIONTYPE", Type> type{};
    optional<"DS_MERCHANT_MERCHANTURL", std::string> notified_at{}; ///< Where \ref notification goes.
    optional<"DS_MERCHANT_URLOK", std::string> success_url{};
    optional<"DS_MERCHANT_URLKO", std::string> failure_url{};
    optional<"DS_MERCHANT_PRODUCTDESCRIPTION", std::string, at_most<125>> description{};
    optional<"DS_MERCHANT_TITULAR", std::string, at_most<60>, personal> holder{};
    optional<"DS_MERCHANT_CONSUMERLANGUAGE", std::string> language{};        ///< `1`: Spanish.
    optional<"DS_MERCHANT_MERCHANTDATA", std::string, at_most<1024>> data{}; ///< Comes back as it is.
    optional<"DS_MERCHANT_PAYMETHODS", std::string> methods{};               ///< `C`: cards; `z`: Bizum.
    optional<"DS_MERCHANT_IDENTIFIER", std::string> token{}; ///< Of a stored card, or `REQUIRED` to store it.
    optional<"DS_MERCHANT_COF_INI", std::string> first_of_stored{}; ///< `S` or `N`.
    optional<"DS_MERCHANT_COF_TYPE", std::string> kind_of_stored{};

    using account = redsys::account;
    using endpoint = browser_form<"/sis/realizarPago">;
    using response = nothing;
};

/**
 * \brief A payment: the payer's browser posts it, `client.page(payment_form{…})`.
 * \par Specification
 * Conexión por redirección
 */
using payment_form = basic_form<"0">;
/// A pre-authorization, to be captured by `capture`.
using preauthorization_form = basic_form<"1">;

} // namespace tollgate::inline v0::redsys

#endif
