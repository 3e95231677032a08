// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a message has at most one idempotency_key, as a field of its own.*\[tollgate\.message\.key\]

#include "support/acme.hpp"

struct pay_order {
    acme::required<"Idempotency-Key", tollgate::idempotency_key> once;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::required<"order_id", tollgate::idempotency_key> order_id;
#else
    acme::required<"order_id", std::string> order_id;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
    static constexpr auto key_lifetime = tollgate::for_good;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
