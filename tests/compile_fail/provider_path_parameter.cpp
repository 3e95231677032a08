// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: an endpoint's path must be the one that is sent.*\[tollgate\.provider\.path_parameter\]

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using endpoint = acme::get<"/orders/{id}">;
#else
    using endpoint = acme::get<"/order">;
#endif
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
