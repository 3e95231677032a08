// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_STANDARD_WEBHOOKS_HPP
#define TOLLGATE_PROVIDERS_STANDARD_WEBHOOKS_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// \file
/// Standard Webhooks 1.0.0, github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md: the callbacks of every
/// sender that follows it, signed with a shared secret (`v1`). Public-key signatures (`v1a`) are passed over.

namespace tollgate::inline v0::standard_webhooks {

/// An endpoint that a sender delivers to.
struct account {
    /// Base64 after `whsec_`, which may be missing, as the sender shows it. For a rotation, the new one `.replacing` the old.
    required<"secret", tollgate::secret> secret;
};

namespace schemes {

using namespace signing::words;
using signing::words::header; // and not the library's type of that name

/// When the delivery was attempted; a repeated delivery has a new time.
inline constexpr auto timestamp = header<"webhook-timestamp">;

/// \par Specification
/// Signature scheme: `{msg_id}.{timestamp}.{payload}`, HMAC-SHA256 with the decoded secret, base64 after `v1,`. Webhook
/// headers: a list with blanks between signatures.
inline constexpr auto callback = in_header_list<"webhook-signature", " ", "v1,">(base64(hmac_sha256(
    unbase64(without_prefix<"whsec_">(key)), header<"webhook-id"> + "." + timestamp + "." + body)));

} // namespace schemes

} // namespace tollgate::inline v0::standard_webhooks

template <>
struct tollgate::provider_traits<tollgate::standard_webhooks::account> {
    static constexpr std::string_view name = "Standard Webhooks";
    static constexpr std::string_view host = ""; ///< Senders are not asked anything.
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = standard_webhooks::schemes::callback;
    static constexpr refusal_rule refusal{};
    /// Delivery success and failure: any `2xx`.
    static constexpr acknowledgement acknowledged{.content_type = "text/plain"};
    static constexpr std::chrono::seconds timeout{30};
};

namespace tollgate::inline v0::standard_webhooks {

/**
 * \brief A delivery. Its payload, whatever it is, is `verified<event>::received()`: the bytes that were signed.
 * \details An id with a full stop is refused as ambiguous: the full stop ends the id in the signed
 * text, and the specification tells senders to keep it out. The tolerance is left open; the reference libraries take five
 * minutes.
 * \par Specification
 * Webhook headers
 */
struct event {
    required<"webhook-id", std::string> id; ///< One for all deliveries of an event: act on it once.
    required<"webhook-timestamp", std::int64_t> timestamp; ///< Of this delivery, in Unix seconds.

    using account = standard_webhooks::account;
    using identity = picks<"webhook-id">;
    static constexpr bool body_is_opaque = true;
    static constexpr auto signed_at =
        signing::words::signed_within(std::chrono::minutes{5}, schemes::timestamp);
};

} // namespace tollgate::inline v0::standard_webhooks

#endif
