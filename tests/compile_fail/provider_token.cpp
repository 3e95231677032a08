// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `bearer_token` must be given by a message.*\[tollgate\.provider\.token\]

#include <tollgate/access_tokens.hpp>

#include "support/acme.hpp"

struct account {
    tollgate::required<"shop", std::string> shop;
    tollgate::required<"key", tollgate::secret> key;
};
struct get_token;

template <>
struct tollgate::provider_traits<account> {
    static constexpr std::string_view name = "Tiny";
    static constexpr std::string_view host = "tiny.example";
    static constexpr auto request_signature = signing::words::not_signed;
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::not_signed;
    static constexpr refusal_rule refusal{.code = "error"};
    static constexpr acknowledgement acknowledged{};
    static constexpr std::chrono::seconds timeout{30};
    static constexpr auto sent_headers = headers_of(bearer_token);
    using token = get_token;
};

struct given_token {
    tollgate::required<"access_token", std::string, tollgate::personal> access_token;
    tollgate::required<"expires_in", std::int64_t> expires_in;
};
struct get_token {
    using account = ::account;
    using endpoint = tollgate::post_form<"/token">;
    using response = given_token;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using gives = tollgate::access_token<"token", "expires_in">;
#else
    using gives = tollgate::access_token<"access_token", "expires_in">;
#endif
    static constexpr auto sent_headers = tollgate::headers_of(tollgate::basic<"shop", "key">);
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
