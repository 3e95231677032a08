// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// An attribute that says how a text is sent, on a key of an account, which is never sent.
// first-error: tollgate: `as_text` is about numbers and truth values

#include "support/acme.hpp"

struct account {
    tollgate::required<"shop", std::string> shop;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    tollgate::required<"key", tollgate::secret, tollgate::as_text> key;
#else
    tollgate::required<"key", tollgate::secret> key;
#endif
};

template <>
struct tollgate::provider_traits<account> {
    static constexpr std::string_view name = "Tiny";
    static constexpr std::string_view host = "tiny.example";
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
