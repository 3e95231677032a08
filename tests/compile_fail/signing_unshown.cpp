// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `now` and `nonce` must be shown.*\[tollgate\.signing\.unshown\]
// names-within-lines(gcc): 8 "nonce"
// names-within-lines(clang): 14 "nonce"

#include "support/acme.hpp"

using namespace tollgate::signing::words;

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr auto request_signature =
        in_header<"X-Sign">("t=" + now + ",s=" + hex(hmac_sha256(key, now + "." + nonce + "." + body)));
#else
    static constexpr auto request_signature = in_header<"X-Sign">(
        "t=" + now + ",n=" + nonce + ",s=" + hex(hmac_sha256(key, now + "." + nonce + "." + body)));
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
