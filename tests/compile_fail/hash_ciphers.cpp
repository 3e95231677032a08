// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// headers-alone
// first-error: tollgate: a sealed object, or a key that a cipher derives, needs the hash policy's ciphers.*\[tollgate\.hash\.ciphers\]
// names-within-lines(gcc): 8 paid
// names-within-lines(clang): 14 paid

#include "support/acme.hpp"

#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
#include <tollgate/hash/cryptopp_ciphers.hpp>
#endif

struct shop {
    acme::required<"shop", std::string> name;
    acme::required<"key", tollgate::secret> key;
    acme::required<"vault_key", tollgate::secret> vault;
};

template <>
struct tollgate::provider_traits<shop> : tollgate::provider_traits<acme::account> {
    static constexpr std::string_view key = "key";
};

struct resource {
    acme::required<"id", std::string> id;
};
struct paid {
    acme::required<"resource", ::resource> what;

    using account = shop;
    static constexpr auto callback_signature = tollgate::signing::words::in_header<"X-Sign">(
        tollgate::signing::words::hex(tollgate::signing::words::hmac_sha256(tollgate::signing::words::key,
                                                                            tollgate::signing::words::body)));
    static constexpr auto sealed = tollgate::aes_256_gcm<"resource", "vault_key">;
};

auto take(shop const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}
