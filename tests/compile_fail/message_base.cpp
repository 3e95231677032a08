// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a described type must have no base class.*\[tollgate\.message\.base\]
// names-within-lines(gcc): 8 pay_order
// names-within-lines(clang): 14 pay_order

#include "support/acme.hpp"

struct common {
    acme::required<"order_id", std::string> order_id;
};

struct pay_order : common {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::required<"note", std::string> note;
#else
    using carried = common;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
