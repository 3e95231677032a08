// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// headers-alone
// first-error: tollgate: a request that is signed with a private key needs the hash policy's keys.*\[tollgate\.hash\.private_key\]
// names-within-lines(gcc): 8 pay_order
// names-within-lines(clang): 14 pay_order

#include "support/acme.hpp"

#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
#include <tollgate/hash/cryptopp_private_key.hpp>
#endif

struct shop {
    acme::required<"shop", std::string> name;
    acme::required<"private_key", tollgate::private_key> key;
};

template <>
struct tollgate::provider_traits<shop> : tollgate::provider_traits<acme::account> {
    static constexpr auto request_signature = signing::words::in_header<"X-Sign">(
        signing::words::base64(signing::words::rsa_pkcs1<signing::words::sha256>(
            signing::words::signed_by<"private_key">, signing::words::body)));
    static constexpr auto response_signature = signing::words::not_signed;
    static constexpr auto callback_signature = signing::words::not_signed;
};

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = shop;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(shop const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
