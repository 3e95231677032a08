// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ONE_PAYMENT_HPP
#define TOLLGATE_PROVIDERS_ONE_PAYMENT_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// \file
/// 1Payment, doc.1payment.com (the classic API): payment form, and the notification of its status.
///
/// Page cited: "Creating a payment form". What it does not say is read off public integrations and marked `inferred`.

namespace tollgate::inline v0::one_payment {

/// A project of a partner.
struct account {
    required<"partner_id", std::int64_t> partner_id;
    required<"project_id", std::int64_t> project_id;
    required<"api_key", secret> api_key; ///< The secret API key; never sent.
};

namespace schemes {

using namespace signing::words;

/// \par Specification
/// Creating a payment form: MD5 of the method, all parameters `name=value` in alphabetical order joined by `&`, and the
/// API key. Values are signed raw and percent-encoded for the wire only (inferred).
inline constexpr auto request = in_field<"sign">(
    hex(md5(operation + join("&", name + "=" + value, fields | but<"sign"> | by_name) + key)));

/// Inferred: as the request, without the method; numbers as received, `null` left out.
inline constexpr auto callback =
    in_field<"sign">(hex(md5(join("&", name + "=" + value, fields | but<"sign"> | nonnull | by_name) + key)));

} // namespace schemes

/// The other rendering of a callback's numbers, truth values and `null` that is in use: PHP's. Off unless given to
/// `receive` or a listener as `accepting(one_payment::php_rendering)`.
inline constexpr auto php_rendering = [] {
    using namespace signing::words;
    return hex(md5(join("&", name + "=" + value, fields | but<"sign"> | as(php_text) | by_name) + key));
}();

} // namespace tollgate::inline v0::one_payment

template <>
struct tollgate::provider_traits<tollgate::one_payment::account> {
    static constexpr std::string_view name = "1Payment";
    static constexpr std::string_view host = "api.1payment.com";
    static constexpr auto request_signature = one_payment::schemes::request;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = one_payment::schemes::callback;
    /// Inferred: a refusal comes with HTTP 200 and an `error_code`, a number or numeric text.
    static constexpr refusal_rule refusal{.code = "error_code"};
    /// Undocumented; the body in use by integrations.
    static constexpr acknowledgement acknowledged{.body = R"({"status":0})"};
    static constexpr std::chrono::seconds patience{30};
};

namespace tollgate::inline v0::one_payment {

/// Where to send the payer: the answer to \ref init_form.
struct form {
    required<"url", std::string> url; ///< Link to the form. Its host varies.
};

/**
 * \brief Creates a payment form.
 * \par Specification
 * Creating a payment form
 */
struct init_form {
    required<"amount", decimal> amount; ///< In the project's currency, major units: `50`, `50.00`.
    optional<"description", std::string> description{};
    optional<"success_url", std::string> success_url{}; ///< Where the payer returns after success.
    optional<"failure_url", std::string> failure_url{}; ///< Where the payer returns after an error.
    /// The merchant's own id, unique per payment. The document lists it without "optional", yet leaves it out of its
    /// example; it is required here, because without it a payment cannot be reconciled.
    required<"user_data", std::string> user_data;
    optional<"token", std::string, personal> token{}; ///< Id of a saved card to show on the form.

    using account = one_payment::account;
    using endpoint = get<"/init_form">;
    using response = form;
};

/// The status of a payment. Numbers that are not listed are kept as received.
enum class payment_status : std::int64_t {
    pending = 2, ///< Awaiting confirmation.
    success = 3, ///< Paid.
    failure = 4, ///< Denied.
};

/**
 * \brief Says that a payment has its final status; sent to the project's `notify_url`.
 * \par Specification
 * Creating a payment form, from "After receiving final payment status"
 */
struct payment_callback {
    required<"payment_type", std::string> payment_type; ///< `card`, `sbp` …; the full table is unpublished.
    required<"order_id", std::string> order_id;         ///< The gateway's id of the payment.
    required<"project_id", std::int64_t> project_id;
    required<"status", payment_status> status;
    optional<"status_description", std::string> status_description{}; ///< `SUCCESS` or `FAILURE`.
    optional<"init_time", std::string> init_time{};     ///< Creation; the format is undocumented.
    optional<"status_time", std::string> status_time{}; ///< Receipt of the status; format undocumented.
    required<"merchant_price", decimal> merchant_price; ///< The payment's amount.
    optional<"user_price", decimal> user_price{};       ///< "Partner contributions": the partner's share.
    required<"currency", std::string> currency;         ///< ISO 4217 code.
    optional<"account", std::string, card_data>
        card_mask{};                                    ///< The card number's mask; `account` on the wire.
    optional<"status_code", std::string> status_code{}; ///< Why a payment was denied; table unpublished.
    optional<"token", std::string, personal> token{};   ///< The saved card's id, where enabled.
    required<"user_data", std::string> user_data;       ///< As given to \ref init_form.
    optional<"test", std::int64_t> test{};              ///< Present, and 1, when testing: no money moved.

    using account = one_payment::account;
    using identity = picks<"order_id", "status">;
    /// Inferred: 1 created, 2 awaiting, 3 paid, 4 denied, 9 refund under way, 5 refunded.
    static constexpr auto status_order = status_steps({{1, 2}, {2, 3}, {2, 4}, {3, 9}, {9, 5}});
    static constexpr bool also_as_form = true; ///< Third-hand: may come form-urlencoded as well as JSON.
    static constexpr std::string_view test_flag = "test";
};

} // namespace tollgate::inline v0::one_payment

#endif
