// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a message's own signature must be.*\[tollgate\.message\.signature\]
// names-within-lines(gcc): 8 "request_signature"
// names-within-lines(clang): 14 "request_signature"

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr auto request_signature = "md5";
#else
    static constexpr auto request_signature = tollgate::signing::words::not_signed;
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
