// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_STRIPE_PAYMENT_INTENT_HPP
#define TOLLGATE_PROVIDERS_STRIPE_PAYMENT_INTENT_HPP

#include <tollgate/providers/stripe/account.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tollgate::inline v0::stripe {

struct redirect_to_url {
    required<"url", http_url> url; ///< Where the payer's browser goes.
    optional<"return_url", std::string> return_url{};
};
/// What the payer must do. What is not described of it stands in `more`.
struct next_action {
    required<"type", std::string> type; ///< `redirect_to_url`, `use_stripe_sdk` …
    optional<"redirect_to_url", stripe::redirect_to_url> redirect_to_url{};
    unlisted more{};
};
/// Why the last attempt failed.
struct payment_error {
    optional<"type", std::string> type{};
    optional<"code", std::string> code{};
    optional<"decline_code", std::string> decline_code{};
    optional<"message", std::string> message{};
    unlisted more{};
};

using payment_intent_status = open_enum<"requires_payment_method", "requires_confirmation", "requires_action",
                                        "processing", "requires_capture", "canceled", "succeeded">;

/**
 * \brief A payment, with all attempts at it.
 * \details A member that Stripe gives as an id or, where `expand` asks for it, as an object, is left out in the second case; it stands in
 * `more`.
 * \par Specification
 * The PaymentIntent object
 */
struct payment_intent {
    required<"id", std::string> id;
    required<"amount", minor_units> amount;
    required<"currency", std::string> currency; ///< In small letters.
    required<"status", payment_intent_status> status;
    required<"livemode", bool> livemode; ///< `false` in test mode: no money moves.
    optional<"amount_received", minor_units> amount_received{};
    optional<"amount_capturable", minor_units> amount_capturable{};
    optional<"capture_method", std::string> capture_method{};
    optional<"client_secret", std::string, personal> client_secret{}; ///< For the payer's browser.
    optional<"customer", std::string> customer{};
    optional<"latest_charge", std::string> latest_charge{};
    optional<"payment_method", std::string> payment_method{};
    optional<"next_action", stripe::next_action> next_action{};
    optional<"last_payment_error", payment_error> last_payment_error{};
    optional<"cancellation_reason", std::string> cancellation_reason{};
    optional<"description", std::string> description{};
    optional<"metadata", stripe::metadata> metadata{};
    optional<"created", std::int64_t> created{}; ///< Unix seconds.
    unlisted more{};

    /// What was received; 0 until then.
    /// \par Errors
    /// Those of `money_in`.
    [[nodiscard]] result<money> paid() const
    {
        return money_in(amount_received ? *amount_received : minor_units{0}, *currency);
    }
};

struct automatic_payment_methods {
    required<"enabled", bool> enabled;
    optional<"allow_redirects", std::string> allow_redirects{}; ///< `always`, `never`.
};
struct address {
    optional<"line1", std::string, personal> line1{};
    optional<"line2", std::string, personal> line2{};
    optional<"city", std::string, personal> city{};
    optional<"state", std::string, personal> state{};
    optional<"postal_code", std::string, personal> postal_code{};
    optional<"country", std::string> country{}; ///< Two letters, ISO 3166-1.
};
struct shipping {
    required<"name", std::string, personal> name;
    required<"address", stripe::address> address;
    optional<"phone", std::string, personal> phone{};
};

/**
 * \brief Starts a payment; with `confirm`, also tries it.
 * \par Specification
 * POST /v1/payment_intents
 */
struct create_payment_intent {
    stripe::once once;
    required<"amount", minor_units> amount;
    required<"currency", std::string> currency; ///< In small letters.
    optional<"automatic_payment_methods", stripe::automatic_payment_methods> automatic_payment_methods{};
    optional<"payment_method_types", std::vector<std::string>> payment_method_types{};
    optional<"payment_method", std::string> payment_method{};
    optional<"capture_method", std::string> capture_method{}; ///< `automatic`, `automatic_async`, `manual`.
    optional<"confirm", bool> confirm{};
    optional<"off_session", bool> off_session{}; ///< The payer is not there.
    optional<"setup_future_usage", std::string> setup_future_usage{};
    optional<"return_url", std::string> return_url{};
    optional<"customer", std::string> customer{};
    optional<"description", std::string> description{};
    optional<"receipt_email", std::string, personal> receipt_email{};
    optional<"statement_descriptor", std::string> statement_descriptor{};
    optional<"statement_descriptor_suffix", std::string> statement_descriptor_suffix{};
    optional<"shipping", stripe::shipping> shipping{};
    optional<"metadata", stripe::metadata> metadata{};
    optional<"expand", std::vector<std::string>> expand{};

    using account = stripe::account;
    using endpoint = post_form<"/v1/payment_intents">;
    using response = payment_intent;
};

/// \par Specification
/// GET /v1/payment_intents/{id}
struct show_payment_intent {
    required<"id", std::string, in_path> id;
    optional<"expand", std::vector<std::string>> expand{};

    using account = stripe::account;
    using endpoint = get<"/v1/payment_intents/{id}", effect::reads>;
    using response = payment_intent;
};

/// Changes a payment that has not been confirmed.
/// \par Specification
/// POST /v1/payment_intents/{id}
struct update_payment_intent {
    required<"id", std::string, in_path> id;
    stripe::once once;
    optional<"amount", minor_units> amount{}; ///< In the payment's own currency.
    optional<"description", std::string> description{};
    optional<"receipt_email", std::string, personal> receipt_email{};
    optional<"shipping", stripe::shipping> shipping{};
    optional<"metadata", stripe::metadata> metadata{};
    optional<"expand", std::vector<std::string>> expand{};

    using account = stripe::account;
    using endpoint = post_form<"/v1/payment_intents/{id}">;
    using response = payment_intent;
};

/// Tries the payment.
/// \par Specification
/// POST /v1/payment_intents/{id}/confirm
struct confirm_payment_intent {
    required<"id", std::string, in_path> id;
    stripe::once once;
    optional<"payment_method", std::string> payment_method{};
    optional<"return_url", std::string> return_url{};
    optional<"off_session", bool> off_session{};
    optional<"expand", std::vector<std::string>> expand{};

    using account = stripe::account;
    using endpoint = post_form<"/v1/payment_intents/{id}/confirm">;
    using response = payment_intent;
};

/// Takes an authorized payment, all of it unless an amount is given; what is not taken is released.
/// \par Specification
/// POST /v1/payment_intents/{id}/capture
struct capture_payment_intent {
    required<"id", std::string, in_path> id;
    stripe::once once;
    optional<"amount_to_capture", minor_units> amount_to_capture{};
    optional<"final_capture", bool> final_capture{};
    optional<"metadata", stripe::metadata> metadata{};
    optional<"expand", std::vector<std::string>> expand{};

    using account = stripe::account;
    using endpoint = post_form<"/v1/payment_intents/{id}/capture">;
    using response = payment_intent;
};

/// \par Specification
/// POST /v1/payment_intents/{id}/cancel
struct cancel_payment_intent {
    required<"id", std::string, in_path> id;
    stripe::once once;
    /// `abandoned`, `duplicate`, `fraudulent`, `requested_by_customer`.
    optional<"cancellation_reason", std::string> cancellation_reason{};
    optional<"expand", std::vector<std::string>> expand{};

    using account = stripe::account;
    using endpoint = post_form<"/v1/payment_intents/{id}/cancel">;
    using response = payment_intent;
};

struct payment_intents {
    required<"data", std::vector<payment_intent>> data;
    required<"has_more", bool> has_more; ///< The next page begins behind the last one's id.
};

/// \par Specification
/// GET /v1/payment_intents
struct list_payment_intents {
    optional<"limit", std::int64_t> limit{}; ///< 1 to 100; 10 unless given.
    optional<"starting_after", std::string> starting_after{};
    optional<"ending_before", std::string> ending_before{}; ///< Not for `pages`, which go the other way.
    optional<"customer", std::string> customer{};
    optional<"created", created_between> created{};

    using account = stripe::account;
    using endpoint = get<"/v1/payment_intents", effect::reads>;
    using response = payment_intents;
    using pages = by_last<"data", "id", "starting_after", "has_more">;
};

} // namespace tollgate::inline v0::stripe

#endif
