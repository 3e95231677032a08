// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `enclosed` must say which field holds the others.*\[tollgate\.provider\.enclosed\]
// names-within-lines(gcc): 8 enclosed
// names-within-lines(clang): 14 enclosed

#include "support/acme.hpp"

struct shop {
    acme::required<"shop", std::string> name;
    acme::required<"key", tollgate::secret> key;
};

namespace schemes {
using namespace tollgate::signing::words;
inline constexpr auto enclosed = in_field<"Signature">(hex(hmac_sha256(key, field<"Parameters">)));
} // namespace schemes

template <>
struct tollgate::provider_traits<shop> : tollgate::provider_traits<acme::account> {
    static constexpr auto request_signature = schemes::enclosed;
    static constexpr auto response_signature = signing::words::not_signed;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr std::string_view enclosed = "Parameters";
#else
    static constexpr auto enclosed = base64_json<"Parameters">;
#endif
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
