// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: in an endpoint's path `{...}` must hold.*\[tollgate\.provider\.path_parameter\]

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string, tollgate::in_path> order_id;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using endpoint = acme::get<"/orders/{order_id">;
#else
    using endpoint = acme::get<"/orders/{order_id}">;
#endif
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
