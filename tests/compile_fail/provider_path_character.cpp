// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: an endpoint's path must be percent-encoded.*\[tollgate\.provider\.path_character\]

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using endpoint = acme::get<"/all orders">;
#else
    using endpoint = acme::get<"/all%20orders">;
#endif
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
