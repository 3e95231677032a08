// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYSTACK_REFUND_HPP
#define TOLLGATE_PROVIDERS_PAYSTACK_REFUND_HPP

#include <tollgate/providers/paystack/account.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0::paystack {

using refund_status = open_enum<"pending", "processing", "processed", "failed", "needs-attention">;

/// A refund.
/// \par Specification
/// POST /refund, GET /refund/{id}
struct refund {
    required<"id", std::int64_t> id;
    required<"status", refund_status> status;
    required<"amount", minor_units> amount;
    required<"currency", std::string> currency;
    optional<"domain", std::string> domain{};
    optional<"transaction_reference", std::string> transaction_reference{};
    optional<"customer_note", std::string> customer_note{};
    optional<"merchant_note", std::string> merchant_note{};
    optional<"expected_at", std::string> expected_at{};
    unlisted more{}; ///< `transaction` among them: an object after \ref create_refund, an id elsewhere.
};
struct refund_answer {
    required<"data", refund> data;
    optional<"message", std::string> message{};
};

/**
 * \brief Gives money back, all of it unless an amount is given.
 * \details There is no key and no number of the shop's own: after an unknown outcome look into \ref list_refunds before another is
 * made. Paystack limits refunds to the transaction's amount.
 * \par Specification
 * POST /refund
 */
struct create_refund {
    required<"transaction", std::string> transaction; ///< Its reference, or its id.
    optional<"amount", minor_units> amount{};
    optional<"currency", std::string> currency{};
    optional<"customer_note", std::string> customer_note{};
    optional<"merchant_note", std::string> merchant_note{};

    using account = paystack::account;
    using endpoint = post_json<"/refund">;
    using response = refund_answer;
};

/// \par Specification
/// GET /refund/{id}
struct show_refund {
    required<"id", std::int64_t, in_path> id;

    using account = paystack::account;
    using endpoint = get<"/refund/{id}", effect::reads>;
    using response = refund_answer;
};

struct refunds {
    required<"data", std::vector<refund>> data;
    optional<"meta", page_of> meta{};
};

/// \par Specification
/// GET /refund
struct list_refunds {
    optional<"transaction", std::string, inferred> transaction{}; ///< The transaction's id.
    optional<"currency", std::string, inferred> currency{};
    optional<"from", std::string> from{}; ///< ISO 8601.
    optional<"to", std::string> to{};
    optional<"perPage", std::int64_t> per_page{};
    optional<"page", std::int64_t> page{};

    using account = paystack::account;
    using endpoint = get<"/refund", effect::reads>;
    using response = refunds;
    using pages = by_number<"page", "meta.pageCount">;
};

} // namespace tollgate::inline v0::paystack

#endif
