// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_CACTUS_CALLBACK_HPP
#define TOLLGATE_PROVIDERS_CACTUS_CALLBACK_HPP

#include <tollgate/currency.hpp>
#include <tollgate/providers/cactus/account.hpp>

#include <cstdint>
#include <string>

namespace tollgate::inline v0::cactus {

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

    /**
     * \brief What has come in by this callback, in the currency that came in: 0 when unsuccessful.
     * \details Compare it with the order's before delivering: `told->paid().value() == order.due`.
     * \par Errors
     * Those of \ref money_of; a currency that ISO 4217 does not list is one.
     */
    [[nodiscard]] result<money> paid() const { return money_of(*received_amount, *received_currency); }

    using account = cactus::account;
    /// With what was received: whether an invoice can be paid in parts is undocumented, and each has the same status. Without
    /// `transaction_id`: it stands in examples alone, and whether a repetition has the same one is undocumented.
    using identity = picks<"invoice_id", "status", "received_amount", "received_currency">;
};

} // namespace tollgate::inline v0::cactus

#endif
