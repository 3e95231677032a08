// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_CACTUS_INVOICE_HPP
#define TOLLGATE_PROVIDERS_CACTUS_INVOICE_HPP

#include <tollgate/providers/cactus/account.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::inline v0::cactus {

/// What `create_invoice` accepts. Spellings differ from those of the payment form.
namespace pay_in {

/// The documented methods without required parameters. More parameters, where the gateway asks for them: `other`.
namespace method {
inline constexpr std::string_view card = "card";
inline constexpr std::string_view sbp = "sbp";
inline constexpr std::string_view wallet_m10 = "WalletM10";
inline constexpr std::string_view local_banks = "localbanks";
inline constexpr std::string_view binance = "binance";
inline constexpr std::string_view mts = "MTS";
inline constexpr std::string_view sbp_qr = "sbp_qr";
inline constexpr std::string_view emanat = "Emanat";
inline constexpr std::string_view tbank_card = "Tbank_card";
inline constexpr std::string_view pix = "PIX";
} // namespace method

/// By card; the gateway chooses the bank unless given.
struct card {
    static constexpr std::string_view chosen_as = "card";
    optional<"bank_name", std::string> bank_name{};
};

/// By the Faster Payments System; the gateway chooses the bank unless given.
struct sbp {
    static constexpr std::string_view chosen_as = "sbp";
    optional<"bank_name", std::string> bank_name{};
};

/// In cash, as soon as possible; with a time besides, if there is one.
struct as_soon_as_possible {
    required<"asap", bool, inferred>
        asap;                             ///< A truth value on the page about editing; here no type is given.
    optional<"time", std::string> time{}; ///< Format undocumented.
};

/// In cash, at a time.
struct at_time {
    required<"time", std::string> time; ///< Format undocumented.
};

/// In cash.
struct cash {
    static constexpr std::string_view chosen_as = "cash";
    required<"address", std::string, personal> address;
    required<"username", std::string, personal> username;
    required<"messenger", std::string, personal> messenger;
    choice_of<as_soon_as_possible, at_time> when; ///< At least one of `asap` and `time`.
    optional<"verification_code", std::string, personal> verification_code{};
};

/// A transfer within the CIS.
struct cis_transfer {
    static constexpr std::string_view chosen_as = "cis_transfer";
    required<"bank_app", std::string> bank_app; ///< \ref bank_app; influences the exchange rate.
};

/// The banks documented for `bank_app` here.
namespace bank_app {
inline constexpr std::string_view sberbank = "Sberbank";
inline constexpr std::string_view tinkoff = "Tinkoff";
} // namespace bank_app

} // namespace pay_in

/**
 * \brief An invoice that was created, to be paid: the answer to \ref create_invoice and \ref payout.
 * \details The names of the transfer details are undocumented: look into `more`.
 */
struct invoice {
    required<"invoice_id", std::string>
        invoice_id;                          ///< The gateway's id: a number on one page, a text on another.
    required<"status", std::int64_t> status; ///< Undocumented; 3 in the examples, where nothing is paid yet.
    optional<"request_id", std::string> request_id{};
    optional<"amount", minor_units> amount{};
    optional<"currency", std::string> currency{};
    optional<"site_id", std::int64_t> site_id{};
    optional<"site_login", std::string, personal> site_login{};
    optional<"message", std::string> message{}; ///< "Payout initialized", for pay-ins too.
    unlisted more{};                            ///< The transfer details among others.
};

/**
 * \brief Creates an invoice that the payer pays from the merchant's own page.
 * \details The gateway may take more than a minute to answer. The result comes as \ref invoice_callback.
 * \par Specification
 * H2H integration
 */
struct create_invoice {
    required<"site_login", std::string, personal> site_login; ///< The paying user's login.
    required<"request_id", std::string> request_id;           ///< The order's id in the merchant's system.
    required<"amount", minor_units> amount;                   ///< In minor units of `currency`.
    required<"currency", std::string> currency; ///< A list is documented, and examples use others.
    choice<"method", "additional_fields", pay_in::card, pay_in::sbp, pay_in::cash, pay_in::cis_transfer>
        method;
    optional<"customer_type", std::string> customer_type{}; ///< \ref customer_type

    using account = cactus::account;
    using endpoint = post_json<"/api/create_invoice/">;
    using response = invoice;
    using identity = picks<"request_id">;
    static constexpr std::chrono::seconds timeout{180};
};

} // namespace tollgate::inline v0::cactus

#endif
