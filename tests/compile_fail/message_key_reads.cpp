// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a message that only reads may be sent as often as one likes.*\[tollgate\.message\.key_reads\]

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", tollgate::idempotency_key> order_id;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using endpoint = acme::post_json<"/status", tollgate::effect::reads>;
#else
    using endpoint = acme::post_json<"/pay">;
#endif
    using response = acme::receipt;
    static constexpr auto key_lifetime = tollgate::for_good;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
