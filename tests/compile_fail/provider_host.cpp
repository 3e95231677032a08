// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: provider_traits must declare `static constexpr std::string_view host`.*\[tollgate\.provider\.host\]

#include "support/acme.hpp"

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};

template <>
struct tollgate::provider_traits<account> {
    static constexpr std::string_view name = "Tiny";
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr std::string_view host = "tiny.example";
#endif
    static constexpr auto request_signature = acme::schemes::pairs;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = acme::schemes::pairs;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
};

struct pay {
    tollgate::required<"order_id", std::string> order_id;

    using account = ::account;
    using endpoint = tollgate::get<"/pay">;
    using response = acme::receipt;
};

auto sign(account const &merchant, pay const &order)
{
    return tollgate::make_request(merchant, order);
}
