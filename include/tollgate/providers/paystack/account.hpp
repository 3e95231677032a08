// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_PAYSTACK_ACCOUNT_HPP
#define TOLLGATE_PROVIDERS_PAYSTACK_ACCOUNT_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::inline v0::paystack {

/// An integration. Test and live are told apart by the key alone: `sk_test_`, `sk_live_`.
struct account {
    /// Authenticates requests, and signs events: who can verify an event with it can also take money.
    required<"secret_key", secret> secret_key;
};

namespace schemes {

using namespace signing::words;

/// \par Specification
/// Webhooks, "Signature validation": HMAC-SHA512 of the body as it came, with the secret key.
inline constexpr auto event = in_header<"x-paystack-signature">(hex(hmac_sha512(key, body)));

} // namespace schemes

} // namespace tollgate::inline v0::paystack

template <>
struct tollgate::provider_traits<tollgate::paystack::account> {
    static constexpr std::string_view name = "Paystack";
    static constexpr std::string_view host = "api.paystack.co";
    static constexpr auto sent_headers = headers_of(bearer<"secret_key">);
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = paystack::schemes::event;
    /// The description lists 400, 401 and 404. 403 and 429 are inferred; that a limited request was not looked at is what the
    /// status means.
    static constexpr refusal_rule refusal{.flag = "status",
                                          .code = "code",
                                          .message = "message",
                                          .refused_at = {400, 401, 403, 404},
                                          .again_at = {429},
                                          .not_found_at = {404}};
    /// Events of test mode are signed with the test key. Whether those about refunds are marked is undocumented.
    static constexpr test_rule tests{
        .field = "data.domain", .live = "live", .test = "test", .may_lack = true};
    /// Webhooks: `200 OK`; the body is not looked at.
    static constexpr acknowledgement acknowledged{.content_type = "text/plain"};
    static constexpr std::chrono::seconds timeout{60};
};

namespace tollgate::inline v0::paystack {

/// Names that the program chooses; Paystack gives them back.
struct metadata {
    unlisted pairs{};
};

/// Which page of how many.
struct page_of {
    optional<"total", std::int64_t> total{};
    optional<"page", std::int64_t> page{};
    optional<"pageCount", std::int64_t> pages{};
    unlisted more{};
};

} // namespace tollgate::inline v0::paystack

#endif
