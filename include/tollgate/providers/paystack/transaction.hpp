// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYSTACK_TRANSACTION_HPP
#define TOLLGATE_PROVIDERS_PAYSTACK_TRANSACTION_HPP

#include <tollgate/currency.hpp>
#include <tollgate/providers/paystack/account.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::paystack {

/// How a payer's card or account can be charged again.
/// \par Specification
/// GET /transaction/verify/{reference}, `authorization`
struct authorization {
    optional<"authorization_code", std::string, personal> code{}; ///< For \ref charge_authorization.
    optional<"reusable", bool> reusable{};                        ///< Only such a one can be charged again.
    optional<"channel", std::string> channel{};                   ///< `card`, `bank` …
    optional<"brand", std::string> brand{};
    optional<"last4", std::string, personal> last4{};
    optional<"exp_month", std::string, personal> expiry_month{};
    optional<"exp_year", std::string, personal> expiry_year{};
    optional<"bank", std::string> bank{};
    unlisted more{};
};

struct customer {
    optional<"customer_code", std::string> code{};
    optional<"email", std::string, personal> email{};
    unlisted more{};
};

using transaction_status =
    open_enum<"success", "failed", "abandoned", "ongoing", "pending", "processing", "queued", "reversed">;

/// A payment, or an attempt at one.
/// \par Specification
/// GET /transaction/verify/{reference}; the statuses stand in "Verify Payments"
struct transaction {
    required<"id", std::int64_t> id;               ///< Paystack's own; more than 32 bits.
    required<"reference", std::string> reference;  ///< The shop's own.
    required<"status", transaction_status> status; ///< Money moved with `success` alone.
    required<"amount", minor_units> amount;
    required<"currency", std::string> currency;
    optional<"domain", std::string> domain{};                     ///< `live` or `test`.
    optional<"gateway_response", std::string> gateway_response{}; ///< The bank's sentence.
    optional<"channel", std::string> channel{};
    optional<"paid_at", std::string> paid_at{}; ///< ISO 8601.
    optional<"created_at", std::string> created_at{};
    optional<"fees", minor_units> fees{};
    optional<"requested_amount", minor_units> requested_amount{};
    optional<"authorization", paystack::authorization> authorization{};
    optional<"customer", paystack::customer> payer{};
    unlisted more{};

    /**
     * \brief What was paid; 0 unless the status is `success`.
     * \par Errors
     * errc::unknown_currency for a currency of which the description says nothing: how many places its amounts have then is not known.
     */
    [[nodiscard]] result<money> paid() const
    {
        for (std::string_view const known : {"NGN", "GHS", "ZAR", "KES", "USD"})
            if (*currency == known) return money_of(*status == "success" ? *amount : minor_units{0}, known);
        return error{
            errc::unknown_currency, unknown{},
            "Paystack's description does not say in which unit amounts of this currency are; look it up, and "
            "read `amount` by it."}
            .without_outcome();
    }
};

/// The answer that holds a transaction.
struct transaction_answer {
    required<"data", transaction> data;
    optional<"message", std::string> message{};
};

/// Where the payer pays.
struct checkout {
    required<"authorization_url", http_url> page;
    required<"access_code", std::string> access_code; ///< For Paystack's own page parts in the browser.
    required<"reference", std::string> reference;
};
struct initialized {
    required<"data", checkout> data;
    optional<"message", std::string> message{};
};

struct verify_transaction;

/**
 * \brief Starts a transaction: the answer says where the payer pays.
 * \details A second one with the same reference is refused (`duplicate_reference`, inferred). One whose outcome is unknown is asked for by
 * its reference; no money moves before the payer pays.
 * \par Specification
 * POST /transaction/initialize
 */
struct initialize_transaction {
    required<"email", std::string, personal> email;
    required<"amount", minor_units> amount;
    /// The shop's own, unique: letters, digits, `.`, `=` and `-`. The document lets it lack; without it, nothing can be asked for
    /// afterwards.
    required<"reference", std::string> reference;
    optional<"currency", std::string>
        currency{}; ///< `NGN`, `GHS`, `ZAR`, `KES`, `USD`; the integration's unless given.
    optional<"callback_url", std::string> callback_url{}; ///< Where the payer returns, unsigned: verify then.
    optional<"channels", std::vector<std::string>>
        channels{}; ///< `card`, `bank`, `ussd`, `qr`, `eft`, `mobile_money`, `bank_transfer`.
    optional<"metadata", paystack::metadata> metadata{};
    optional<"plan", std::string> plan{};
    optional<"split_code", std::string> split_code{};
    optional<"subaccount", std::string> subaccount{};
    optional<"bearer", std::string> bearer{}; ///< Who bears the fees: `account`, `subaccount`.
    optional<"label", std::string> label{};

    using account = paystack::account;
    using endpoint = post_json<"/transaction/initialize">;
    using response = initialized;
    using reconciled_by = asks<verify_transaction, "reference", "reference", "data.reference">;
};

/// Asks for a transaction by the shop's own reference.
/// \par Specification
/// GET /transaction/verify/{reference}
struct verify_transaction {
    required<"reference", std::string, in_path> reference;

    using account = paystack::account;
    using endpoint = get<"/transaction/verify/{reference}", effect::reads>;
    using response = transaction_answer;
};

/// Asks for a transaction by Paystack's id.
/// \par Specification
/// GET /transaction/{id}
struct show_transaction {
    required<"id", std::int64_t, in_path> id;

    using account = paystack::account;
    using endpoint = get<"/transaction/{id}", effect::reads>;
    using response = transaction_answer;
};

struct transactions {
    required<"data", std::vector<transaction>> data;
    optional<"meta", page_of> meta{};
};

/// \par Specification
/// GET /transaction. The documentation and the libraries write `perPage`, the OpenAPI description `per_page`.
struct list_transactions {
    optional<"perPage", std::int64_t> per_page{}; ///< 50 unless given.
    optional<"page", std::int64_t> page{};
    optional<"status", std::string> status{};
    optional<"from", std::string> from{}; ///< ISO 8601.
    optional<"to", std::string> to{};
    optional<"amount", minor_units> amount{};
    optional<"customer_code", std::string> customer{};

    using account = paystack::account;
    using endpoint = get<"/transaction", effect::reads>;
    using response = transactions;
    using pages = by_number<"page", "meta.pageCount">;
};

/**
 * \brief Charges a card or account that was paid with before; the payer is not there.
 * \details Whether it succeeded is the answer's `status`. A second one with the same reference is refused (inferred), so ask for one
 * whose outcome is unknown, and never send it under another reference before.
 * \par Specification
 * POST /transaction/charge_authorization
 */
struct charge_authorization {
    required<"email", std::string, personal> email; ///< That the authorization was made with.
    required<"amount", minor_units> amount;
    required<"authorization_code", std::string, personal> authorization_code;
    required<"reference", std::string>
        reference; ///< As in \ref initialize_transaction; optional in the document.
    optional<"currency", std::string> currency{};
    optional<"metadata", paystack::metadata> metadata{};
    optional<"split_code", std::string> split_code{};
    optional<"subaccount", std::string> subaccount{};
    optional<"bearer", std::string> bearer{};
    optional<"queue", bool> queue{}; ///< For many at once: the status is then `queued`.

    using account = paystack::account;
    using endpoint = post_json<"/transaction/charge_authorization">;
    using response = transaction_answer;
    using reconciled_by = asks<verify_transaction, "reference", "reference", "data.reference">;
};

} // namespace tollgate::inline v0::paystack

#endif
