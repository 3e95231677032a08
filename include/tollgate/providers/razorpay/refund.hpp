// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_RAZORPAY_REFUND_HPP
#define TOLLGATE_PROVIDERS_RAZORPAY_REFUND_HPP

#include <tollgate/providers/razorpay/account.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0::razorpay {

using refund_status = open_enum<"pending", "processed", "failed">;

/// \par Specification
/// api/refunds/entity
struct refund {
    required<"id", std::string> id;
    required<"amount", minor_units> amount;
    required<"payment_id", std::string> payment;
    required<"status", refund_status> status;
    optional<"currency", std::string> currency{}; ///< Empty in some of the document's examples.
    optional<"receipt", std::string> receipt{};
    optional<"speed_requested", std::string> speed_requested{};
    optional<"speed_processed", std::string> speed_processed{};
    optional<"notes", razorpay::notes> notes{};
    optional<"created_at", std::int64_t> created_at{}; ///< Unix seconds.
    unlisted more{};
};
struct refunds {
    required<"items", std::vector<refund>> items;
    optional<"count", std::int64_t> count{}; ///< How many `items` there are.
};

/**
 * \brief Gives money back, all of it unless an amount is given.
 * \details With the same key and the same parameters it is done once. The key is at least 10 characters long.
 * \par Specification
 * api/refunds/create-normal, api/refunds/create-instant, api/refunds/normal-refunds-idempotent
 */
struct create_refund {
    required<"id", std::string, in_path> payment;
    required<"X-Refund-Idempotency", idempotency_key, as_header, at_least<10>, at_most<255>,
             made_of<"A-Za-z0-9_-">>
        once;
    optional<"amount", minor_units> amount{};
    optional<"speed", std::string> speed{}; ///< `normal`, `optimum`; normal unless given.
    optional<"receipt", std::string> receipt{};
    optional<"notes", razorpay::notes> notes{};

    using account = razorpay::account;
    using endpoint = post_json<"/v1/payments/{id}/refund">;
    using response = refund;
};

/// \par Specification
/// api/refunds/fetch-with-id
struct show_refund {
    required<"id", std::string, in_path> id;

    using account = razorpay::account;
    using endpoint = get<"/v1/refunds/{id}", effect::reads>;
    using response = refund;
};

/// \par Specification
/// api/refunds/fetch-multiple-refund-payment
struct list_refunds_of_payment {
    required<"id", std::string, in_path> payment;
    optional<"from", std::int64_t> from{}; ///< Unix seconds.
    optional<"to", std::int64_t> to{};     ///< Unix seconds.
    optional<"count", std::int64_t> count{};
    optional<"skip", std::int64_t> skip{};

    using account = razorpay::account;
    using endpoint = get<"/v1/payments/{id}/refunds", effect::reads>;
    using response = refunds;
    using pages = by_offset<"skip", "items">;
};

/// \par Specification
/// api/refunds/fetch-all
struct list_refunds {
    optional<"from", std::int64_t> from{};   ///< Unix seconds.
    optional<"to", std::int64_t> to{};       ///< Unix seconds.
    optional<"count", std::int64_t> count{}; ///< 1 to 100; 10 unless given.
    optional<"skip", std::int64_t> skip{};

    using account = razorpay::account;
    using endpoint = get<"/v1/refunds", effect::reads>;
    using response = refunds;
    using pages = by_offset<"skip", "items">;
};

} // namespace tollgate::inline v0::razorpay

#endif
