// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_REDSYS_OPERATION_HPP
#define TOLLGATE_PROVIDERS_REDSYS_OPERATION_HPP

#include <tollgate/providers/redsys/account.hpp>

#include <string>

namespace tollgate::inline v0::redsys {

/// Whether a `Ds_Response` says that the operation was done: `0000` to `0099`, for refunds and captures `0900`, for cancellations `0400`.
/// Which of these it was stands in `Ds_TransactionType`, which is to be compared with what was asked for: a refund is no payment.
[[nodiscard]] inline bool is_authorized(std::string_view response) noexcept
{
    bool const is_payment = response.size() == 4 && response.starts_with("00");
    return is_payment || response == "0900" || response == "0400";
}

/**
 * \brief What became of an operation.
 * \details What the bank declined is a value, no error: look at `is_authorized()`.
 * \par Specification
 * Conexión REST, "Respuesta"
 */
struct operation {
    required<"Ds_Order", std::string> order;
    required<"Ds_Amount", minor_units, as_text> amount;
    required<"Ds_Currency", std::string> currency; ///< Of ISO 4217, as a number.
    required<"Ds_MerchantCode", std::string> merchant;
    required<"Ds_Terminal", std::string> terminal; ///< Perhaps with zeros before it.
    required<"Ds_Response", std::string> response; ///< Four digits.
    required<"Ds_TransactionType", std::string> type;
    optional<"Ds_AuthorisationCode", std::string> authorization{};
    optional<"Ds_SecurePayment", std::string> secure{};
    optional<"Ds_MerchantData", std::string> data{};
    optional<"Ds_Merchant_Identifier", std::string> token{}; ///< Of the card that was stored.
    unlisted more{};

    [[nodiscard]] bool is_authorized() const { return redsys::is_authorized(*response); }
};

/// What 3-D Secure needs, and what it says.
struct emv3ds {
    optional<"threeDSInfo", std::string> info{}; ///< `CardData`, `AuthenticationData` …
    unlisted more{};
};

/// An operation on a payment: `capture`, `refund`, `cancel`.
template <fixed_string Type>
struct basic_change {
    required<"DS_MERCHANT_ORDER", std::string, at_least<4>, at_most<12>, made_of<"0-9A-Za-z">> order;
    required<"DS_MERCHANT_AMOUNT", minor_units, as_text> amount;
    required<"DS_MERCHANT_CURRENCY", std::string, exactly<3>> currency;
    constant<"DS_MERCHANT_TRANSACTIONTYPE", Type> type{};

    using account = redsys::account;
    using endpoint = post_json<"/sis/rest/trataPeticionREST">;
    using response = operation;
};
/// Takes the money of a pre-authorization.
/// \par Specification
/// Conexión REST, DS_MERCHANT_TRANSACTIONTYPE 2
using capture = basic_change<"2">;
/// Gives money back, all or a part. **Not to be repeated after an unknown outcome**: a part would be given back twice.
/// \par Specification
/// Conexión REST, DS_MERCHANT_TRANSACTIONTYPE 3
using refund = basic_change<"3">;
/// Gives a pre-authorization up.
/// \par Specification
/// Conexión REST, DS_MERCHANT_TRANSACTIONTYPE 9
using cancel = basic_change<"9">;

/**
 * \brief A payment without the payer's browser: by a card that was stored, or by a card's number (PCI DSS).
 * \par Specification
 * Conexión REST
 */
struct pay {
    required<"DS_MERCHANT_ORDER", std::string, at_least<4>, at_most<12>, made_of<"0-9A-Za-z">> order;
    required<"DS_MERCHANT_AMOUNT", minor_units, as_text> amount;
    required<"DS_MERCHANT_CURRENCY", std::string, exactly<3>> currency;
    constant<"DS_MERCHANT_TRANSACTIONTYPE", "0"> type{};
    optional<"DS_MERCHANT_PAN", std::string, card_data> card{};
    optional<"DS_MERCHANT_EXPIRYDATE", std::string, card_data> expiry{}; ///< `YYMM`
    optional<"DS_MERCHANT_CVV2", std::string, card_data> cvv{};
    optional<"DS_MERCHANT_IDENTIFIER", std::string> token{};
    optional<"DS_MERCHANT_DIRECTPAYMENT", std::string> direct{};    ///< `true`
    optional<"DS_MERCHANT_EXCEP_SCA", std::string> exemption{};     ///< `MIT`, `LWV`, `TRA` …
    optional<"DS_MERCHANT_COF_INI", std::string> first_of_stored{}; ///< `S` or `N`.
    optional<"DS_MERCHANT_COF_TYPE", std::string> kind_of_stored{};
    optional<"DS_MERCHANT_EMV3DS", emv3ds> three_d_secure{};
    optional<"DS_MERCHANT_MERCHANTDATA", std::string, at_most<1024>> data{};

    using account = redsys::account;
    using endpoint = post_json<"/sis/rest/trataPeticionREST">;
    using response = operation;
};

/// What a card needs before it can pay.
struct beginning {
    required<"Ds_Order", std::string> order;
    optional<"Ds_EMV3DS", emv3ds> three_d_secure{};
    optional<"Ds_Card_PSD2", std::string> needs_authentication{}; ///< `Y` or `N`.
    unlisted more{};
};
/**
 * \brief Asks whether and how a card is authenticated (3-D Secure). Nothing is paid by it.
 * \par Specification
 * Conexión REST, iniciaPeticionREST
 */
struct begin {
    required<"DS_MERCHANT_ORDER", std::string, at_least<4>, at_most<12>, made_of<"0-9A-Za-z">> order;
    required<"DS_MERCHANT_AMOUNT", minor_units, as_text> amount;
    required<"DS_MERCHANT_CURRENCY", std::string, exactly<3>> currency;
    constant<"DS_MERCHANT_TRANSACTIONTYPE", "0"> type{};
    optional<"DS_MERCHANT_PAN", std::string, card_data> card{};
    optional<"DS_MERCHANT_EXPIRYDATE", std::string, card_data> expiry{}; ///< `YYMM`
    optional<"DS_MERCHANT_CVV2", std::string, card_data> cvv{};
    optional<"DS_MERCHANT_IDENTIFIER", std::string> token{};
    optional<"DS_MERCHANT_EMV3DS", emv3ds> three_d_secure{};

    using account = redsys::account;
    using endpoint = post_json<"/sis/rest/iniciaPeticionREST">;
    using response = beginning;
};

} // namespace tollgate::inline v0::redsys

#endif
