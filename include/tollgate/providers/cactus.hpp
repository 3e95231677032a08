// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_CACTUS_HPP
#define TOLLGATE_PROVIDERS_CACTUS_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// \file
/// Cactus, docs.cactusgino.com: payment form by token, and its callback.
///
/// Pages cited: "Payment form integration", "Rules for forming a request signature" (Signature), "Callback
/// parameters", "Additional deposits callbacks".

namespace tollgate::inline v0::cactus {

/// A site of a merchant.
struct account {
    required<"merchant_id", std::string> merchant_id; ///< As determined in the gateway's system.
    required<"site_id", std::int64_t> site_id;
    required<"salt", secret> salt; ///< The site's secret; never sent.
};

namespace schemes {

using namespace signing::words;

/// \par Specification
/// Signature: SHA-1 of `name:value;` in alphabetical order, blank ones left out, names in lower case, then the salt.
inline constexpr auto salted =
    in_field<"signature">(hex(sha1(join("", lower(name) + ":" + value + ";",
                                        fields | but<"signature"> | as(python_text) | nonblank | by_name) +
                                   key)));

} // namespace schemes

} // namespace tollgate::inline v0::cactus

template <>
struct tollgate::provider_traits<tollgate::cactus::account> {
    static constexpr std::string_view name = "Cactus";
    static constexpr std::string_view host = "cactusgino.com";
    static constexpr auto request_signature = cactus::schemes::salted;
    /// Answers carry a signature (Payment form integration); that it follows the same rule is inferred. Where a
    /// message's answers turn out otherwise, it says `static constexpr auto response_signature = not_signed`.
    static constexpr auto response_signature = cactus::schemes::salted;
    static constexpr auto callback_signature = cactus::schemes::salted;
    static constexpr refusal_rule refusal{.flag = "success", .message = "message"};
    /// Undocumented; what integrations of sibling gateways answer.
    static constexpr acknowledgement acknowledged{.body = R"({"result":"ok"})"};
    static constexpr std::chrono::seconds patience{30};
};

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
    required<"key", std::string> key;                     ///< The token that opens the form.
    optional<"redirect_url", std::string> redirect_url{}; ///< Depends on the site's settings.

    /// The address to redirect the payer to, or to open in an iframe: `redirect_url` when given, else the form by key.
    [[nodiscard]] std::string page() const
    {
        return redirect_url.value_or("https://cactusgino.com/api/jsapi/open/" + key.value() + "/");
    }
};

/**
 * \brief Obtains a token that opens the payment form.
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
};

/**
 * \brief Says that an invoice has its final status.
 * \details Deduplicate by `invoice_id`: after a second payment of one invoice an operator may make a new invoice by
 * hand, and its callback comes without a request of the merchant's.
 * \par Specification
 * Callback parameters; Additional deposits callbacks
 */
struct invoice_callback {
    required<"site_id", std::int64_t> site_id;
    required<"site_login", std::string, personal> site_login;
    required<"status", std::int64_t> status;        ///< The numbers are undocumented; see `received_amount`.
    required<"invoice_id", std::string> invoice_id; ///< The gateway's id.
    optional<"request_id", std::string> request_id{}; ///< The merchant's id; may lack for extra deposits.
    required<"amount", minor_units> amount;           ///< In minor units of `currency`.
    required<"received_amount", minor_units> received_amount; ///< In minor units; 0 when unsuccessful.
    optional<"is_payout", bool> is_payout{};
    required<"currency", std::string> currency;
    required<"received_currency", std::string> received_currency;
    required<"method", std::string> method;
    optional<"description", std::string> description{}; ///< Empty on plain success, else a reason.
    optional<"message", std::string> message{};         ///< `description` on the page of additional deposits.
    optional<"transaction_id", std::string, inferred> transaction_id{};

    using account = cactus::account;
    using identity = picks<"invoice_id", "status">;
};

} // namespace tollgate::inline v0::cactus

#endif
