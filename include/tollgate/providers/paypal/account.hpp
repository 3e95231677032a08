// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYPAL_ACCOUNT_HPP
#define TOLLGATE_PROVIDERS_PAYPAL_ACCOUNT_HPP

#include <tollgate/http_url.hpp>
#include <tollgate/keyring.hpp>
#include <tollgate/money_shape.hpp>
#include <tollgate/provider.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::inline v0::paypal {

/// As the gateway writes an amount. `HUF` and `TWD` have no decimal places at PayPal, unlike in ISO 4217:
/// `money{5000, currency{"HUF", 0}}`.
using money = shaped_money<"value", "currency_code", unit::major_text>;

/// An application of a merchant's, and the webhook that its events are delivered to.
struct account {
    required<"client_id", std::string> client_id;
    required<"client_secret", secret> client_secret;
    required<"environment", tollgate::environment> environment; ///< `sandbox` or `live`.
    /// Of the webhook, as PayPal gave it when it was set up; without it events are refused, and without certificates.
    optional<"webhook_id", std::string> webhook_id{};
    /// Those that events may be signed with, in PEM, each by the address that PayPal names in `Paypal-Cert-Url`. The address is compared with
    /// these names and never followed: a program has the certificate from there itself, looks whether the host is PayPal's and the
    /// chain is right, and gives it here.
    optional<"certificates", keyring> certificates{};
};

struct get_token;

namespace schemes {

using namespace signing::words;
using signing::words::header; // and not the library's type of that name

/// \par Specification
/// Integrate webhooks, "Self verification method": id and time of the transmission, the webhook's id and the CRC-32 of the body, in decimal
/// digits; SHA256withRSA.
inline constexpr auto event = in_header<"Paypal-Transmission-Sig">(
    base64(rsa_pkcs1<sha256>(keyed_by<"certificates">(header<"Paypal-Cert-Url">),
                             header<"Paypal-Transmission-Id"> + "|" + header<"Paypal-Transmission-Time"> +
                                 "|" + account_field<"webhook_id"> + "|" + crc32(body))));

} // namespace schemes

} // namespace tollgate::inline v0::paypal

template <>
struct tollgate::provider_traits<tollgate::paypal::account> {
    static constexpr std::string_view name = "PayPal";
    static constexpr auto host = hosts<"sandbox", "api-m.sandbox.paypal.com", "live", "api-m.paypal.com">;
    using token = paypal::get_token;
    static constexpr auto sent_headers = headers_of(bearer_token);
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = paypal::schemes::event;
    /// The descriptions list for each call the statuses at which it is refused. With 409 an earlier request with the same key may still be
    /// worked on, and after 5xx nobody knows: neither is among them.
    static constexpr refusal_rule refusal{
        .code = {"details.0.issue", "name", "error"},
        .message = {"details.0.description", "message", "error_description"},
        .refused_at = {400, 401, 403, 404, 422},
        .again_at = {429},
        .not_found_at = {404}};
    /// Orders: six hours. Captures and refunds say their own.
    static constexpr auto key_lifetime = std::chrono::hours{6};
    /// Integrate webhooks: any `2xx`; else it comes again, up to 25 times in three days.
    static constexpr acknowledgement acknowledged{.content_type = "text/plain"};
    static constexpr std::chrono::seconds timeout{60};
    using from_account = picks<>;
};

namespace tollgate::inline v0::paypal {

struct given_token {
    required<"access_token", std::string, personal> access_token;
    optional<"expires_in", std::int64_t> expires_in{}; ///< Seconds.
};

/// Asks for the token that every other message carries. A client does so by itself, and keeps it: include <tollgate/access_tokens.hpp>.
/// \par Specification
/// Get an access token
struct get_token {
    constant<"grant_type", "client_credentials"> grant_type{};

    using account = paypal::account;
    using endpoint = post_form<"/v1/oauth2/token", effect::reads>;
    using response = given_token;
    using gives = access_token<"access_token", "expires_in">;
    static constexpr auto sent_headers = headers_of(basic<"client_id", "client_secret">);
};

/// What makes a message safe to repeat: a repeated one gives the latest state of what the first one did. At most 108 characters.
/// \par Specification
/// Idempotency
using once = required<"PayPal-Request-Id", idempotency_key, as_header, at_most<108>>;
/// How much the answer holds: `return=minimal` unless given, which is id, status and links, or `return=representation`.
using prefer = optional<"Prefer", std::string, as_header, at_most<25>>;

/// Where to go next.
struct link {
    required<"rel", std::string> rel;
    required<"href", http_url> href;
    optional<"method", std::string> method{};
};

} // namespace tollgate::inline v0::paypal

#endif
