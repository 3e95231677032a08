// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: what the account chooses by must be one required field.*\[tollgate\.signing\.account_choice\]
// names-within-lines(gcc): 8 version
// names-within-lines(clang): 14 version

#include "support/acme.hpp"

struct shop {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::required<"version", tollgate::open_enum<"V1", "V2", "V3">> version;
#else
    acme::required<"version", tollgate::open_enum<"V1", "V2">> version;
#endif
    acme::required<"key", tollgate::secret> key;
};

namespace schemes {
using namespace tollgate::signing::words;
inline constexpr auto chosen = in_header<"X-Sign">(
    by_account<"version", "V1", "V2">(hex(hmac_sha256(key, body)), hex(hmac_sha512(key, body))));
} // namespace schemes

template <>
struct tollgate::provider_traits<shop> : tollgate::provider_traits<acme::account> {
    static constexpr auto request_signature = schemes::chosen;
    static constexpr auto response_signature = signing::words::not_signed;
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
