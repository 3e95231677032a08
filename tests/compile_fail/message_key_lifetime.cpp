// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a message with an idempotency_key needs to know how long the gateway keeps it.*\[tollgate\.message\.key_lifetime\]

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", tollgate::idempotency_key> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr std::chrono::seconds key_lifetime = std::chrono::hours{24};
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
