// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_RAZORPAY_PAYMENT_LINK_HPP
#define TOLLGATE_PROVIDERS_RAZORPAY_PAYMENT_LINK_HPP

#include <tollgate/providers/razorpay/account.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::razorpay {

using payment_link_status = open_enum<"created", "partially_paid", "paid", "expired", "cancelled">;

/// A page where a payer pays.
/// \par Specification
/// api/payments/payment-links/entity
struct payment_link {
    required<"id", std::string> id;
    required<"amount", minor_units> amount;
    required<"currency", std::string> currency;
    required<"status", payment_link_status> status;
    required<"short_url", http_url> page; ///< Where the payer pays.
    optional<"amount_paid", minor_units> amount_paid{};
    optional<"reference_id", std::string> reference{}; ///< The shop's own id.
    optional<"description", std::string> description{};
    optional<"expire_by", std::int64_t> expire_by{}; ///< Unix seconds.
    optional<"notes", razorpay::notes> notes{};
    optional<"created_at", std::int64_t> created_at{}; ///< Unix seconds.
    unlisted more{};
};
struct payment_links {
    required<"payment_links", std::vector<payment_link>> items;
};

struct link_customer {
    optional<"name", std::string, personal> name{};
    optional<"email", std::string, personal> email{};
    optional<"contact", std::string, personal> contact{}; ///< Telephone.
};
struct link_notify {
    optional<"sms", bool> sms{};
    optional<"email", bool> email{};
};

struct list_payment_links;

/**
 * \brief Makes a page where a payer pays.
 * \details There is no key; one whose outcome is unknown is asked for by its `reference_id`, which must be unique: a second one is refused.
 * \par Specification
 * api/payments/payment-links/create-standard
 */
struct create_payment_link {
    required<"amount", minor_units> amount;
    required<"reference_id", std::string>
        reference; ///< The shop's own id, at most 40 characters; optional in the document.
    optional<"currency", std::string> currency{}; ///< INR unless given.
    optional<"description", std::string> description{};
    optional<"accept_partial", bool> accept_partial{};
    optional<"first_min_partial_amount", minor_units> first_min_partial_amount{};
    optional<"customer", link_customer> customer{};
    optional<"notify", link_notify> notify{};        ///< Whether Razorpay sends the link.
    optional<"expire_by", std::int64_t> expire_by{}; ///< Unix seconds.
    optional<"reminder_enable", bool> reminder_enable{};
    optional<"notes", razorpay::notes> notes{};
    optional<"callback_url", std::string> callback_url{}; ///< Where the payer returns, with \ref link_return.
    optional<"callback_method", std::string> callback_method{}; ///< `get`, where `callback_url` is given.

    using account = razorpay::account;
    using endpoint = post_json<"/v1/payment_links">;
    using response = payment_link;
    using reconciled_by =
        asks<list_payment_links, "reference_id", "reference_id", "payment_links.0.reference_id">;
};

/// \par Specification
/// api/payments/payment-links/fetch-id-standard
struct show_payment_link {
    required<"id", std::string, in_path> id;

    using account = razorpay::account;
    using endpoint = get<"/v1/payment_links/{id}", effect::reads>;
    using response = payment_link;
};

/// \par Specification
/// api/payments/payment-links/cancel
struct cancel_payment_link {
    required<"id", std::string, in_path> id;

    using account = razorpay::account;
    using endpoint = post_empty<"/v1/payment_links/{id}/cancel">;
    using response = payment_link;
    using identity = picks<"id">;
};

/// \par Specification
/// api/payments/payment-links/fetch-all-standard
struct list_payment_links {
    optional<"reference_id", std::string> reference{};
    optional<"payment_id", std::string> payment{};

    using account = razorpay::account;
    using endpoint = get<"/v1/payment_links", effect::reads>;
    using response = payment_links;
};

/**
 * \brief The payer's signed return from a payment link, in the query of `callback_url`.
 * \details It says which payment was made by which link; what was paid says the link.
 * \par Specification
 * razorpay.com/docs, Payment Links, "Verify Payment Signature"
 */
struct link_return {
    required<"razorpay_payment_link_id", std::string> link;
    required<"razorpay_payment_id", std::string> payment;
    optional<"razorpay_payment_link_reference_id", std::string> reference{}; ///< Empty if the link has none.
    required<"razorpay_payment_link_status", payment_link_status> status;

    using account = razorpay::account;
    static constexpr auto callback_signature = schemes::link_return;
    static constexpr std::string_view key = "key_secret";
    static constexpr bool also_as_form = true;
    using identity = picks<"razorpay_payment_link_id", "razorpay_payment_id", "razorpay_payment_link_status">;
};

} // namespace tollgate::inline v0::razorpay

#endif
