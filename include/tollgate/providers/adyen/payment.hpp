// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ADYEN_PAYMENT_HPP
#define TOLLGATE_PROVIDERS_ADYEN_PAYMENT_HPP

#include <tollgate/providers/adyen/account.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::adyen {

/// How the payer pays, as Adyen's own page parts gave it to the shop: a type, and what belongs to it.
struct payment_method {
    required<"type", std::string> type; ///< `scheme`, `ideal`, `paypal` …
    unlisted details{};
};
struct line_item {
    optional<"id", std::string> id{};
    optional<"description", std::string> description{};
    optional<"quantity", std::int64_t> quantity{};
    optional<"amountIncludingTax", minor_units> amount{};
    optional<"taxPercentage", std::int64_t> tax_percentage{}; ///< In hundredths of a per cent: 1900 is 19 %.
};
struct address {
    required<"street", std::string, personal> street;
    required<"houseNumberOrName", std::string, personal> house_number_or_name;
    required<"city", std::string, personal> city;
    required<"postalCode", std::string, personal> postal_code;
    required<"country", std::string> country; ///< Two letters, ISO 3166-1.
    optional<"stateOrProvince", std::string, personal> state{};
};

/// What the payer's browser must do next.
struct action {
    required<"type", std::string> type; ///< `redirect`, `threeDS2`, `await`, `qrCode`, `voucher`, `sdk` …
    optional<"url", http_url> url{};
    optional<"method", std::string> method{}; ///< Of `redirect`: `GET`, or `POST` with `data` as a form.
    optional<"data", adyen::metadata> data{};
    optional<"paymentData", std::string> payment_data{};
    optional<"paymentMethodType", std::string> method_type{};
    unlisted more{};
};

/**
 * \brief What became of a payment so far.
 * \details `Refused`, `Cancelled` and `Error` are values, no errors.
 * \par Specification
 * PaymentResponse
 */
struct payment {
    /// `Authorised`, `Refused`, `Cancelled`, `Error`, `Pending`, `Received`, `RedirectShopper`, `IdentifyShopper`, `ChallengeShopper`,
    /// `PresentToShopper`, `PartiallyAuthorised`, `AuthenticationFinished`, `AuthenticationNotRequired`, `Success`.
    optional<"resultCode", std::string> result_code{};
    optional<"pspReference", std::string> psp_reference{};
    optional<"merchantReference", std::string> reference{};
    optional<"amount", money> amount{};
    optional<"action", adyen::action> action{};
    optional<"refusalReason", std::string> refusal_reason{};
    optional<"refusalReasonCode", std::string> refusal_reason_code{};
    unlisted more{};
};

/// Starts a payment.
/// \par Specification
/// POST /payments
struct pay {
    adyen::once once;
    required<"amount", money> amount;
    required<"reference", std::string> reference; ///< The shop's own id.
    required<"paymentMethod", payment_method> method;
    required<"returnUrl", std::string> return_url;
    optional<"channel", std::string> channel{}; ///< `Web`, `iOS`, `Android`.
    optional<"countryCode", std::string> country{};
    optional<"shopperEmail", std::string, personal> shopper_email{};
    optional<"shopperIP", std::string, personal> shopper_ip{};
    optional<"shopperReference", std::string, personal> shopper_reference{};
    optional<"shopperInteraction", std::string> shopper_interaction{}; ///< `Ecommerce`, `ContAuth` …
    optional<"recurringProcessingModel", std::string> recurring_model{};
    optional<"storePaymentMethod", bool> store{};
    optional<"captureDelayHours", std::int64_t> capture_delay{};
    optional<"origin", std::string> origin{};
    optional<"lineItems", std::vector<line_item>> items{};
    optional<"billingAddress", address> billing_address{};
    optional<"metadata", adyen::metadata> metadata{};

    using account = adyen::account;
    using endpoint = post_json<"/payments">;
    using response = payment;
};

/// What came back from the payer's browser, under the names that it came by.
struct returned_details {
    unlisted pairs{};
};

/// Hands over what came back from the payer's browser.
/// \par Specification
/// POST /payments/details
struct submit_details {
    adyen::once once;
    required<"details", returned_details> details;
    optional<"paymentData", std::string> payment_data{};

    using account = adyen::account;
    using endpoint = post_json<"/payments/details">;
    using response = payment;
    using from_account = picks<>;
};

struct payment_method_offer {
    required<"type", std::string> type;
    optional<"name", std::string> name{};
    unlisted more{};
};
struct payment_method_offers {
    optional<"paymentMethods", std::vector<payment_method_offer>> methods{};
    unlisted more{};
};

/// Asks how the payer can pay.
/// \par Specification
/// POST /paymentMethods
struct list_payment_methods {
    optional<"amount", money> amount{};
    optional<"countryCode", std::string> country{};
    optional<"channel", std::string> channel{};
    optional<"shopperLocale", std::string> locale{};

    using account = adyen::account;
    using endpoint = post_json<"/paymentMethods", effect::reads>;
    using response = payment_method_offers;
};

} // namespace tollgate::inline v0::adyen

#endif
