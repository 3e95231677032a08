// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef EXAMPLES_PROVIDERS_T_BANK_HPP
#define EXAMPLES_PROVIDERS_T_BANK_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <string>
#include <string_view>

/// \file
/// T-Bank acquiring: payment, and the notification of its status. An example, not a maintained provider.
///
/// Documents: https://developer.tbank.ru/eacq/api/init; "Token" and "Notification" under
/// https://developer.tbank.ru/eacq/intro/developer/

namespace t_bank {

/// A terminal.
struct account {
    tollgate::required<"TerminalKey", std::string> terminal;
    tollgate::required<"Password", tollgate::secret> password; ///< Never sent.
};

namespace schemes {

using namespace tollgate::signing::words;

/// \par Specification
/// Token: of the fields at the root, objects and arrays left out, and the password as one more field, the values in
/// alphabetical order of the names; SHA-256.
inline constexpr auto token = in_field<"Token">(
    hex(sha256(join("", value, fields | but<"Token"> | scalars | plus<"Password">(key) | by_name))));

} // namespace schemes
} // namespace t_bank

template <>
struct tollgate::provider_traits<t_bank::account> {
    static constexpr std::string_view name = "T-Bank";
    static constexpr std::string_view host = "securepay.tinkoff.ru";
    static constexpr auto request_signature = t_bank::schemes::token;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = t_bank::schemes::token;
    static constexpr refusal_rule refusal{.flag = "Success", .code = "ErrorCode", .message = "Message"};
    static constexpr acknowledgement acknowledged{.content_type = "text/plain", .body = "OK"};
    static constexpr std::chrono::seconds timeout{30};
};

namespace t_bank {

/// Where to send the payer: the answer to \ref init.
struct payment {
    tollgate::required<"PaymentId", std::string> id;
    tollgate::optional<"PaymentURL", tollgate::http_url> url{};
};

/// Begins a payment.
struct init {
    tollgate::required<"Amount", tollgate::minor_units> amount; ///< In kopecks.
    tollgate::required<"OrderId", std::string> order;           ///< The shop's own id, unique per payment.
    tollgate::optional<"Description", std::string> description{};

    using account = t_bank::account;
    using endpoint = tollgate::post_json<"/v2/Init">;
    using response = payment;
};

/// Says that a payment's status changed. Values are signed without anything between them, so compare `amount` with the
/// order of that id before delivering.
struct notification {
    tollgate::required<"TerminalKey", std::string> terminal;
    tollgate::required<"OrderId", std::string> order;
    tollgate::required<"Success", bool> success;
    tollgate::required<"Status", std::string> status; ///< `AUTHORIZED`, `CONFIRMED` …
    tollgate::required<"PaymentId", std::string> payment;
    tollgate::required<"ErrorCode", std::string> error_code; ///< `0` when there was none.
    tollgate::required<"Amount", tollgate::minor_units> amount;
    tollgate::optional<"CardId", std::string, tollgate::personal> card{};
    tollgate::optional<"Pan", std::string, tollgate::card_data> card_mask{};
    tollgate::optional<"ExpDate", std::string, tollgate::card_data> expiry{};
    tollgate::optional<"RebillId", std::string, tollgate::personal> rebill{};

    using account = t_bank::account;
};

} // namespace t_bank

#endif
