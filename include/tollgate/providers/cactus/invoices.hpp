// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_CACTUS_INVOICES_HPP
#define TOLLGATE_PROVIDERS_CACTUS_INVOICES_HPP

#include <tollgate/providers/cactus/account.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0::cactus {

/// The answer to \ref close_invoice.
struct closed_invoice {
    required<"invoice_id", std::string> invoice_id;
    required<"status", std::int64_t> status; ///< Undocumented; 4 in the example.
    /// `false` in the example of a good answer: it seems to speak of the payment, not of the request.
    optional<"success", bool> success{};
    optional<"request_id", std::string> request_id{};
    optional<"amount", minor_units> amount{};
    optional<"received_amount", minor_units> received_amount{}; ///< 0 if nothing was paid.
    optional<"currency", std::string> currency{};
    optional<"site_id", std::int64_t> site_id{};
    optional<"site_login", std::string, personal> site_login{};
    unlisted more{};
};

/**
 * \brief Closes an open SBP or P2P invoice. That it is a POST is inferred.
 * \par Specification
 * Additional endpoints, "close_invoice"
 */
struct close_invoice {
    required<"site_login", std::string, personal> site_login;
    required<"request_id", std::string> request_id; ///< As given to \ref create_invoice.

    using account = cactus::account;
    using endpoint = post_json<"/api/close_invoice/">;
    using response = closed_invoice;
    /// Inferred: the documented refusals hold no `invoice_id`, the example of a good answer holds `"success": false`.
    static constexpr refusal_rule refusal{.flag = "success", .message = "message", .unless = "invoice_id"};
};

/// The answer to \ref book_amount; the names of its fields are undocumented, the booked amount's too.
struct booked_amount {
    unlisted more{};
};

/**
 * \brief Books a unique amount for one payer for a short while (typically 30 s): this one, or one close to it.
 * \details Then an invoice is created with the booked amount. Nothing free: HTTP status 404. The path's beginning is
 * inferred, for the page names `/book_cabinet` only; that the answer is signed, too.
 * \par Specification
 * AdvancedMI H2H
 */
struct book_amount {
    required<"site_login", std::string, personal> site_login;
    required<"request_id", std::string> request_id; ///< Repeated with the same id, the booking is the same.
    required<"amount", minor_units> amount;         ///< In minor units of `currency`.
    required<"currency", std::string> currency;
    required<"method", std::string> method; ///< \ref pay_in::method
    optional<"bank_name", std::string> bank_name{};

    using account = cactus::account;
    using endpoint = post_json<"/api/book_cabinet/">;
    using response = booked_amount;
    using identity = picks<"request_id">;
    static constexpr refusal_rule refusal{.flag = "success", .message = "message", .flag_may_lack = true};
};

/// An invoice that failed.
struct failed_invoice {
    required<"invoice_id", std::string> invoice_id;
    required<"amount", decimal> amount; ///< Whether in major or minor units is undocumented.
    required<"currency", std::string> currency;
    optional<"status", std::string> status{}; ///< `Failed`
    optional<"bank_name", std::string> bank_name{};
    optional<"card_number", std::string, card_data> card_number{};
    optional<"phone_number", std::string, personal> phone_number{};
    optional<"date_created", std::string> date_created{};   ///< ISO 8601 without a zone.
    optional<"date_modified", std::string> date_modified{}; ///< ISO 8601 without a zone.
};

/// The answer to \ref failed_invoices.
struct failed_invoice_list {
    required<"invoices", std::vector<failed_invoice>> invoices;
    unlisted more{};
};

/**
 * \brief Lists failed invoices, for merchants with requisites of their own. That the parameters are a query is inferred.
 * \par Specification
 * Get failed invoices
 */
struct failed_invoices {
    required<"currency", std::string> currency;
    optional<"site_id", std::int64_t> site_id{};    ///< All of the merchant's sites unless given.
    optional<"from_date", std::string> from_date{}; ///< ISO 8601, e.g. `2025-04-01T00:00:00`.
    optional<"limit", std::int64_t> limit{};        ///< 100 unless given.

    using account = cactus::account;
    using from_account = picks<"merchant_id">;
    using endpoint = get<"/api/supplier/invoices/failed/", effect::reads>;
    using response = failed_invoice_list;
    /// Inferred: none is shown, and the documented routine gives no usable text for a list of objects.
    static constexpr auto response_signature = signing::words::not_signed;
};

} // namespace tollgate::inline v0::cactus

#endif
