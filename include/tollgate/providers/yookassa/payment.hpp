// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_YOOKASSA_PAYMENT_HPP
#define TOLLGATE_PROVIDERS_YOOKASSA_PAYMENT_HPP

#include <tollgate/providers/yookassa/receipt.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::yookassa {

/// The payer goes to YooKassa's page and comes back.
struct redirect {
    static constexpr std::string_view chosen_as = "redirect";
    required<"return_url", std::string> return_url;
    optional<"locale", std::string> locale{};
    optional<"enforce", bool> enforce{}; ///< 3-D Secure in any case.
};
/// The payer stays on the shop's page.
struct embedded {
    static constexpr std::string_view chosen_as = "embedded";
    optional<"locale", std::string> locale{};
};
/// The payer confirms elsewhere, by telephone for instance.
struct external {
    static constexpr std::string_view chosen_as = "external";
    optional<"locale", std::string> locale{};
};
struct qr {
    static constexpr std::string_view chosen_as = "qr";
    optional<"return_url", std::string> return_url{};
    optional<"locale", std::string> locale{};
};
struct mobile_application {
    static constexpr std::string_view chosen_as = "mobile_application";
    required<"return_url", std::string> return_url;
    optional<"locale", std::string> locale{};
};
/// How the payer confirms the payment.
struct confirmation {
    choice<"type", beside, redirect, embedded, external, qr, mobile_application> type;
};
/// The same in an answer.
struct confirmation_told {
    required<"type", std::string> type;
    optional<"confirmation_url", http_url>
        page{}; ///< Where the payer goes, of `redirect` and `mobile_application`.
    optional<"confirmation_token", std::string> token{}; ///< Of `embedded`.
    optional<"confirmation_data", std::string> data{};   ///< Of `qr`: what the code holds.
    unlisted more{};
};

struct bank_card {
    static constexpr std::string_view chosen_as = "bank_card";
};
struct sbp {
    static constexpr std::string_view chosen_as = "sbp";
};
struct yoo_money {
    static constexpr std::string_view chosen_as = "yoo_money";
};
struct sberbank {
    static constexpr std::string_view chosen_as = "sberbank";
    optional<"phone", std::string, personal> phone{};
};
struct mobile_balance {
    static constexpr std::string_view chosen_as = "mobile_balance";
    required<"phone", std::string, personal> phone;
};
/// How the payer pays; `other` for what is not listed.
struct payment_method_data {
    choice<"type", beside, bank_card, sbp, yoo_money, sberbank, mobile_balance> type;
};

/// The shop has chosen how the payer pays.
struct by_method {
    required<"payment_method_data", yookassa::payment_method_data> payment_method_data;
};
/// A method that was saved: the payer is not asked.
struct by_saved_method {
    required<"payment_method_id", std::string> payment_method_id;
};
/// What the shop's page got from YooKassa's own script.
struct by_token {
    required<"payment_token", std::string, personal> payment_token;
};

using payment_status = open_enum<"pending", "waiting_for_capture", "succeeded", "canceled">;

/// A payment.
/// \par Specification
/// API reference, "Объект платежа"
struct payment {
    required<"id", std::string> id;
    required<"status", payment_status> status;
    required<"amount", money> amount;
    required<"paid", bool> is_paid;
    optional<"income_amount", money> income_amount{}; ///< What the shop gets.
    optional<"refunded_amount", money> refunded_amount{};
    optional<"refundable", bool> refundable{};
    optional<"test", bool> test{};
    optional<"confirmation", confirmation_told> confirmation{};
    optional<"cancellation_details", yookassa::cancellation_details> cancellation_details{};
    optional<"created_at", std::string> created_at{}; ///< ISO 8601.
    optional<"expires_at", std::string> expires_at{}; ///< Until when it can be captured.
    optional<"captured_at", std::string> captured_at{};
    optional<"description", std::string> description{};
    optional<"metadata", yookassa::metadata> metadata{};
    unlisted more{};

    /// What was paid; 0 unless the payment succeeded. What was given back is not taken off.
    [[nodiscard]] tollgate::money paid() const
    {
        return *status == "succeeded" ? tollgate::money{*amount} : tollgate::money{0, amount->in};
    }

    using identity = picks<"id", "status">;
    /// That live payments may lack the mark is inferred.
    static constexpr test_rule tests{.field = "test", .live = "false", .test = "true", .may_lack = true};
};

/**
 * \brief Starts a payment.
 * \details Without `capture`, an authorized payment waits for \ref capture_payment, for seven days with most cards (inferred).
 * \par Specification
 * API reference, "Создание платежа"
 */
struct create_payment {
    yookassa::once once;
    required<"amount", money> amount;
    optional<"capture", bool> capture{};
    optional<"confirmation", yookassa::confirmation> confirmation{};
    optional_choice_of<by_method, by_saved_method, by_token> by{};
    optional<"description", std::string, at_most<128>> description{};
    optional<"metadata", yookassa::metadata> metadata{};
    optional<"receipt", yookassa::receipt> receipt{};
    optional<"save_payment_method", bool> save_payment_method{};
    optional<"client_ip", std::string, personal> client_ip{};
    optional<"merchant_customer_id", std::string, personal, at_most<200>> merchant_customer_id{};

    using account = yookassa::account;
    using endpoint = post_json<"/v3/payments">;
    using response = payment;
};

/// \par Specification
/// API reference, "Информация о платеже"
struct show_payment {
    required<"id", std::string, in_path> id;

    using account = yookassa::account;
    using endpoint = get<"/v3/payments/{id}", effect::reads>;
    using response = payment;
};

/// Takes an authorized payment, all of it unless an amount is given; what is not taken is released.
/// \par Specification
/// API reference, "Подтверждение платежа"
struct capture_payment {
    required<"id", std::string, in_path> id;
    yookassa::once once;
    optional<"amount", money> amount{};
    optional<"receipt", yookassa::receipt> receipt{};

    using account = yookassa::account;
    using endpoint = post_json<"/v3/payments/{id}/capture">;
    using response = payment;
};

/// Releases an authorized payment.
/// \par Specification
/// API reference, "Отмена платежа"
struct cancel_payment {
    required<"id", std::string, in_path> id;
    yookassa::once once;

    using account = yookassa::account;
    using endpoint = post_json<"/v3/payments/{id}/cancel">;
    using response = payment;
};

struct payments {
    required<"items", std::vector<payment>> items;
    optional<"next_cursor", std::string> next_cursor{}; ///< Where there are more.
};

/// \par Specification
/// API reference, "Список платежей"
struct list_payments {
    optional<"created_at.gte", std::string> created_from{}; ///< ISO 8601.
    optional<"created_at.lt", std::string> created_before{};
    optional<"status", std::string> status{};
    optional<"payment_method", std::string> payment_method{};
    optional<"limit", std::int64_t> limit{}; ///< 1 to 100; 10 unless given.
    optional<"cursor", std::string> cursor{};

    using account = yookassa::account;
    using endpoint = get<"/v3/payments", effect::reads>;
    using response = payments;
    using pages = by_cursor<"next_cursor", "cursor">;
};

} // namespace tollgate::inline v0::yookassa

#endif
