// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_RAZORPAY_ORDER_HPP
#define TOLLGATE_PROVIDERS_RAZORPAY_ORDER_HPP

#include <tollgate/providers/razorpay/payment.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::razorpay {

using order_status = open_enum<"created", "attempted", "paid">;

/// What the payer pays for. It can be paid once.
/// \par Specification
/// api/orders/entity
struct order {
    required<"id", std::string> id;
    required<"amount", minor_units> amount;
    required<"currency", std::string> currency;
    required<"status", order_status> status;
    optional<"amount_paid", minor_units> amount_paid{};
    optional<"amount_due", minor_units> amount_due{};
    optional<"receipt", std::string> receipt{}; ///< The shop's own id.
    optional<"attempts", std::int64_t> attempts{};
    optional<"notes", razorpay::notes> notes{};
    optional<"created_at", std::int64_t> created_at{}; ///< Unix seconds.
    unlisted more{};
};
struct orders {
    required<"items", std::vector<order>> items;
    optional<"count", std::int64_t> count{}; ///< How many `items` there are.
};

struct list_orders;

/**
 * \brief Makes an order: its id goes to the payer's checkout.
 * \details No money moves before the payer pays. There is no key; one whose outcome is unknown is asked for by its `receipt`, so
 * give one, unique among the shop's orders.
 * \par Specification
 * api/orders/create
 */
struct create_order {
    required<"amount", minor_units> amount; ///< At least 100 for INR.
    required<"currency", std::string> currency;
    optional<"receipt", std::string> receipt{}; ///< The shop's own id, at most 40 characters.
    optional<"notes", razorpay::notes> notes{};
    optional<"partial_payment", bool> partial_payment{};
    optional<"first_payment_min_amount", minor_units> first_payment_min_amount{};

    using account = razorpay::account;
    using endpoint = post_json<"/v1/orders">;
    using response = order;
    using reconciled_by = asks<list_orders, "receipt", "receipt", "items.0.receipt">;
};

/// \par Specification
/// api/orders/fetch-with-id
struct show_order {
    required<"id", std::string, in_path> id;

    using account = razorpay::account;
    using endpoint = get<"/v1/orders/{id}", effect::reads>;
    using response = order;
};

/// Replaces an order's notes; nothing else of it can be changed.
/// \par Specification
/// api/orders/update
struct update_order {
    required<"id", std::string, in_path> id;
    required<"notes", razorpay::notes> notes;

    using account = razorpay::account;
    using endpoint = patch_json<"/v1/orders/{id}">;
    using response = order;
};

/// The payments of an order, failed ones among them.
/// \par Specification
/// api/orders/fetch-payments
struct list_payments_of_order {
    required<"id", std::string, in_path> id;

    using account = razorpay::account;
    using endpoint = get<"/v1/orders/{id}/payments", effect::reads>;
    using response = payments;
};

/// \par Specification
/// api/orders/fetch-all
struct list_orders {
    optional<"receipt", std::string> receipt{};
    optional<"authorized", std::int64_t>
        authorized{};                        ///< 1: those with an authorized payment; 0: those without.
    optional<"from", std::int64_t> from{};   ///< Unix seconds.
    optional<"to", std::int64_t> to{};       ///< Unix seconds.
    optional<"count", std::int64_t> count{}; ///< 1 to 100; 10 unless given.
    optional<"skip", std::int64_t> skip{};

    using account = razorpay::account;
    using endpoint = get<"/v1/orders", effect::reads>;
    using response = orders;
    using pages = by_offset<"skip", "items">;
};

/**
 * \brief Checkout's signed return: the payer's browser brings it, as a form.
 * \details It says which payment was made for which order, and nothing about an amount or a status. **The order must be the one that the
 * program stored for this payer**, and the payment or the order is to be asked for.
 * \par Specification
 * razorpay.com/docs, Standard Checkout, "Verify Payment Signature"
 */
struct order_return {
    required<"razorpay_order_id", std::string> order;
    required<"razorpay_payment_id", std::string> payment;

    using account = razorpay::account;
    static constexpr auto callback_signature = schemes::order_return;
    static constexpr std::string_view key = "key_secret";
    static constexpr bool also_as_form = true;
    using identity = picks<"razorpay_order_id", "razorpay_payment_id">;
};

} // namespace tollgate::inline v0::razorpay

#endif
