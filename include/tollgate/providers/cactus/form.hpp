// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_CACTUS_FORM_HPP
#define TOLLGATE_PROVIDERS_CACTUS_FORM_HPP

#include <tollgate/providers/cactus/account.hpp>

#include <string>
#include <string_view>

namespace tollgate::inline v0::cactus {

/// The documented methods that need no parameters of their own.
namespace method {
inline constexpr std::string_view sbp = "sbp";
inline constexpr std::string_view card = "card";
inline constexpr std::string_view qiwi = "qiwi";
inline constexpr std::string_view cash = "cash";
inline constexpr std::string_view mobile = "mobile";
inline constexpr std::string_view binance = "binance";
inline constexpr std::string_view mts_pay = "MTSPay";
inline constexpr std::string_view wallet_m10 = "WalletM10";
inline constexpr std::string_view emanat = "Emanat";
inline constexpr std::string_view wise = "wise";
inline constexpr std::string_view skrill = "skrill";
inline constexpr std::string_view local_banks = "localbanks";
inline constexpr std::string_view papara = "papara";
inline constexpr std::string_view tbank_card = "Tbank_card";
inline constexpr std::string_view pix = "PIX";
inline constexpr std::string_view phone_topup = "phone_topup";
inline constexpr std::string_view havale = "havale";
inline constexpr std::string_view elqr = "ELQR";
} // namespace method

/// A transfer within the CIS; the payer's bank decides which instructions the form shows.
struct cis_transfer {
    static constexpr std::string_view chosen_as = "cis_transfer";
    required<"bank_app", std::string> bank_app; ///< \ref bank_app
};

/// As \ref cis_transfer, to a card.
struct cis_transfer_card {
    static constexpr std::string_view chosen_as = "cis_transfer_card";
    required<"bank_app", std::string> bank_app; ///< \ref bank_app
};

/// The banks documented for `bank_app` on the payment form.
namespace bank_app {
inline constexpr std::string_view sberbank = "sberbank";
inline constexpr std::string_view tbank = "tbank";
inline constexpr std::string_view kapital = "kapital";
} // namespace bank_app

/// How far the payer is trusted; the gateway takes any other text for `regular`.
namespace customer_type {
inline constexpr std::string_view trust = "trust";
inline constexpr std::string_view regular = "regular";
} // namespace customer_type

/// The form's languages, by their code on the wire; English when the gateway does not know the text. The document
/// describes `IN` as Indonesian and `ID` as Hindi, which looks swapped: try both before relying on either.
namespace language {
inline constexpr std::string_view en = "EN";
inline constexpr std::string_view de = "DE";
inline constexpr std::string_view ua = "UA";
inline constexpr std::string_view ru = "RU";
inline constexpr std::string_view kz = "KZ";
inline constexpr std::string_view az = "AZ";
inline constexpr std::string_view in = "IN";
inline constexpr std::string_view id = "ID";
} // namespace language

/// Where to send the payer: the answer to \ref obtain_token.
struct payment_form {
    required<"key", std::string> key;                  ///< The token that opens the form.
    optional<"redirect_url", http_url> redirect_url{}; ///< Depends on the site's settings.
    unlisted more{};

    /// The address to redirect the payer to, or to open in an iframe: `redirect_url` when given, else the form by
    /// key. Called the same for every gateway's form.
    [[nodiscard]] std::string page() const
    {
        return redirect_url ? redirect_url->text()
                            : "https://cactusgino.com/api/jsapi/open/" + key.value() + "/";
    }
};

/**
 * \brief Obtains a token that opens the payment form.
 * \details No question about it is documented. One whose sending timed out moves no money until a payer opens the form: offer
 * another under a new id of the same order, and keep listening for this one.
 * \par Specification
 * Payment form integration, "Opening a form"
 */
struct obtain_token {
    required<"site_login", std::string, personal> site_login; ///< The paying user's login.
    required<"request_id", std::string> request_id;           ///< The order's id in the merchant's system.
    required<"amount", minor_units> amount;                   ///< In minor units of `currency`.
    required<"currency", std::string> currency;               ///< ISO 4217 code, e.g. `KZT`.
    optional_choice<"method", "additional_fields", cis_transfer, cis_transfer_card>
        method{};                                           ///< Preselected method.
    optional<"customer_type", std::string> customer_type{}; ///< \ref customer_type
    optional<"language", std::string> language{};           ///< \ref language
    optional<"success_url", std::string> success_url{};     ///< Where the payer goes after a deposit.
    optional<"fail_url", std::string> fail_url{};           ///< Where the payer goes otherwise.

    using account = cactus::account;
    using endpoint = post_json<"/api/jsapi/obtain_token/">;
    using response = payment_form;
    using identity = picks<"request_id">;
};

} // namespace tollgate::inline v0::cactus

#endif
