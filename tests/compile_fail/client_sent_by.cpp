// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: what the payer's browser sends .*\[tollgate\.client\.sent_by\]

#include "support/asking.hpp"

struct checkout {
    tollgate::required<"order", std::string> order;

    using account = acme::account;
    using endpoint = tollgate::browser_form<"/checkout">;
    using response = tollgate::nothing;
};

void is_reached(acme::client &shop, checkout const &order)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    shop.send(order);
#else
    static_cast<void>(shop.page(order));
#endif
}
