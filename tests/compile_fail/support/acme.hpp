// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_COMPILE_FAIL_SUPPORT_ACME_HPP
#define TOLLGATE_TESTS_COMPILE_FAIL_SUPPORT_ACME_HPP

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/request.hpp>
#include <tollgate/response.hpp>

#include <chrono>
#include <string>
#include <string_view>

/// A gateway that does not exist, described without a fault.
namespace acme {

using tollgate::get, tollgate::post_json, tollgate::post_form;
using tollgate::optional, tollgate::required, tollgate::secret;

struct account {
    required<"shop", std::string> shop;
    required<"key", secret> key;
};

struct receipt {
    required<"id", std::string> id;
};

namespace schemes {

using namespace tollgate::signing::words;

inline constexpr auto pairs =
    in_field<"sign">(hex(sha256(join("&", name + "=" + value, fields | but<"sign"> | by_name) + key)));

/// Of which the gateway publishes the public half.
inline constexpr auto by_private_key =
    in_field<"sign">(base64(ed25519(join("&", name + "=" + value, fields | but<"sign"> | by_name))));

} // namespace schemes

} // namespace acme

template <>
struct tollgate::provider_traits<acme::account> {
    static constexpr std::string_view name = "Acme";
    static constexpr std::string_view host = "acme.example";
    static constexpr auto request_signature = acme::schemes::pairs;
    static constexpr auto response_signature = acme::schemes::pairs;
    static constexpr auto callback_signature = acme::schemes::pairs;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

#endif
