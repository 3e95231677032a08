// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_PROVIDERS_CACTUS_ACCOUNT_HPP
#define TOLLGATE_PROVIDERS_CACTUS_ACCOUNT_HPP

#include <tollgate/provider.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::inline v0::cactus {

/// A site of a merchant.
struct account {
    required<"merchant_id", std::string> merchant_id; ///< As determined in the gateway's system.
    required<"site_id", std::int64_t> site_id;
    required<"salt", secret> salt; ///< The site's secret; never sent.
};

namespace schemes {

using namespace signing::words;

/// \par Specification
/// Signature: SHA-1 of `name:value;` in alphabetical order, blank ones left out, names in lower case, then the salt.
inline constexpr auto salted =
    in_field<"signature">(hex(sha1(join("", lower(name) + ":" + value + ";",
                                        fields | but<"signature"> | as(python_text) | nonblank | by_name) +
                                   key)));

} // namespace schemes

} // namespace tollgate::inline v0::cactus

template <>
struct tollgate::provider_traits<tollgate::cactus::account> {
    static constexpr std::string_view name = "Cactus";
    static constexpr std::string_view host = "cactusgino.com";
    static constexpr auto request_signature = cactus::schemes::salted;
    /// Answers carry a signature (Payment form integration); that it follows the same rule is inferred. Where a
    /// message's answers turn out otherwise, it says `static constexpr auto response_signature = not_signed`.
    static constexpr auto response_signature = cactus::schemes::salted;
    static constexpr auto callback_signature = cactus::schemes::salted;
    static constexpr refusal_rule refusal{.flag = "success", .message = "message"};
    /// Undocumented; what integrations of sibling gateways answer.
    static constexpr acknowledgement acknowledged{.body = R"({"result":"ok"})"};
    static constexpr std::chrono::seconds timeout{30};
};

#endif
