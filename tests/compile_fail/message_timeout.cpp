// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a message's own deadline.*\[tollgate\.message\.timeout\]
// names-within-lines(gcc): 8 "timeout"
// names-within-lines(clang): 14 "timeout"

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr int timeout = 180;
#else
    static constexpr std::chrono::seconds timeout{180};
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
