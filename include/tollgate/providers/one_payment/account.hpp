// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_ONE_PAYMENT_ACCOUNT_HPP
#define TOLLGATE_PROVIDERS_ONE_PAYMENT_ACCOUNT_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::inline v0::one_payment {

/// A project of a partner.
struct account {
    required<"partner_id", std::int64_t> partner_id;
    required<"project_id", std::int64_t> project_id;
    required<"api_key", secret> api_key; ///< The secret API key; never sent.
    /// Signs payouts, where the project has a key of its own for them (inferred); else `api_key` does.
    optional<"payout_key", secret> payout_key{};
    /// Signs callbacks, where the project has a key of its own for them (inferred); else `api_key` does.
    optional<"callback_key", secret> callback_key{};
    /// The project's, ISO 4217 code; never sent. Where it is given, amounts with more decimal places are refused.
    optional<"currency", std::string> currency{};
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
    /// Code 10: the transaction is not found, as for a form that the payer has not opened yet. Code 1, "general error, ask
    /// the support", does not say that nothing was done. Each other listed code names what hinders this request.
    static constexpr refusal_rule refusal{.code = "error_code", .not_found = "10", .open_codes = "1"};
    /// Undocumented; the body in use by integrations.
    static constexpr acknowledgement acknowledged{.body = R"({"status":0})"};
    static constexpr std::chrono::seconds timeout{30};
    static constexpr std::string_view key = "api_key";
    static constexpr std::string_view amounts_in = "currency";
    using from_account = picks<"partner_id", "project_id">;
};

#endif
