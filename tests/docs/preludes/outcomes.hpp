// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What the code on docs/outcomes.md takes for granted.

#include <tollgate/callback.hpp>
#include <tollgate/check_account.hpp>
#include <tollgate/client.hpp>
#include <tollgate/currency.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/scripted_transport.hpp>

#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace one_payment = tollgate::one_payment;

/// A gateway that takes idempotency keys.
namespace shop {

struct account {
    tollgate::required<"shop", std::string> shop;
};
struct receipt {
    tollgate::required<"id", std::string> id;
};
struct refund {
    tollgate::required<"Idempotency-Key", tollgate::idempotency_key> once;
    tollgate::required<"amount", tollgate::minor_units> amount;

    using account = shop::account;
    using endpoint = tollgate::post_json<"/refund">;
    using response = receipt;
};

} // namespace shop

template <>
struct tollgate::provider_traits<shop::account> {
    static constexpr std::string_view name = "Shop";
    static constexpr std::string_view host = "shop.example";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::not_signed;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    static constexpr std::chrono::seconds key_lifetime = std::chrono::hours{24};
};

extern tollgate::client<shop::account, tollgate::scripted_transport> refunds;
extern one_payment::account const account;
extern tollgate::client<one_payment::account, tollgate::scripted_transport> gateway;
extern one_payment::init_form const order;
extern std::string const body;
extern std::vector<tollgate::header> const headers;
extern std::string_view const code_from_outside;
