// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// headers-alone
// first-error: tollgate: a public-key signature needs the hash policy's keys: include <tollgate/hash/cryptopp_public_key.hpp>.*\[tollgate\.hash\.public_key\]
// names-within-lines(gcc): 8 paid
// names-within-lines(clang): 14 paid

#include "support/acme.hpp"

#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
#include <tollgate/hash/cryptopp_public_key.hpp>
#endif

struct shop {
    acme::required<"shop", std::string> name;
    acme::required<"platform_key", tollgate::public_key> platform_key;
};

template <>
struct tollgate::provider_traits<shop> : tollgate::provider_traits<acme::account> {};

struct paid {
    acme::required<"order_id", std::string> order_id;

    using account = shop;
    static constexpr auto callback_signature = acme::schemes::by_private_key;
};

auto take(shop const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}
