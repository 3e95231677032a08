// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_CACTUS_PAYOUT_HPP
#define TOLLGATE_PROVIDERS_CACTUS_PAYOUT_HPP

#include <tollgate/providers/cactus/account.hpp>
#include <tollgate/providers/cactus/invoice.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace tollgate::inline v0::cactus {

/// What \ref payout accepts. `additional_fields` is required there: methods whose parameters are undocumented (WalletM10,
/// binance, cash, sbp_qr, Emanat) go through `other`, with the parameters that the gateway's support names.
namespace pay_out {

/// To a card. A card's expiry date is documented too, but its name is printed with a blank, `expiry date`: ask the
/// gateway, and send it through `other`.
struct card {
    static constexpr std::string_view chosen_as = "card";
    required<"card_number", std::string, card_data> card_number;
    optional<"bank_name", std::string> bank_name{};
    optional<"card_holder", std::string, personal> card_holder{};
    optional<"bank_option", std::string> bank_option{}; ///< FIN id or VOEN, for PASA bank.
};

/// To a bank account.
struct local_banks {
    static constexpr std::string_view chosen_as = "localbanks";
    required<"account_number", std::string, personal> account_number;
    optional<"bank_name", std::string> bank_name{};
    optional<"account_holder", std::string, personal> account_holder{};
};

/// By telephone number.
struct sbp {
    static constexpr std::string_view chosen_as = "sbp";
    required<"phone_number", std::string, personal> phone_number; ///< e.g. `79999999999`
    required<"phone_holder", std::string, personal> phone_holder;
    optional<"bank_name", std::string> bank_name{};
};

/// To a mobile account. The list of methods writes `MTS`, the table of its parameters `mts`.
struct mts {
    static constexpr std::string_view chosen_as = "MTS";
    required<"phone_number", std::string, personal> phone_number;
};

/// To a Skrill account; it may need more.
struct skrill {
    static constexpr std::string_view chosen_as = "skrill";
    required<"skrill_account", std::string, personal> skrill_account; ///< Mail address or telephone number.
};

} // namespace pay_out

/**
 * \brief Pays out to a user.
 * \details A good answer says that the payout was created; its result comes as \ref invoice_callback.
 * \par Specification
 * Payout
 */
struct payout {
    required<"site_login", std::string, personal> site_login; ///< The receiving user's login.
    required<"request_id", std::string> request_id;           ///< The payout's id in the merchant's system.
    required<"amount", minor_units> amount;                   ///< In minor units of `currency`.
    required<"currency", std::string> currency;
    choice<"method", "additional_fields", pay_out::card, pay_out::local_banks, pay_out::sbp, pay_out::mts,
           pay_out::skrill>
        method;

    using account = cactus::account;
    using endpoint = post_json<"/api/payout/">;
    using response = invoice;
    using identity = picks<"request_id">;
    /// Undocumented; as for \ref create_invoice, which makes the same kind of invoice.
    static constexpr std::chrono::seconds timeout{180};
};

} // namespace tollgate::inline v0::cactus

#endif
