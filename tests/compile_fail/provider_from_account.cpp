// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `from_account` must name fields that the account declares.*\[tollgate\.provider\.from_account\]
// names-within-lines(gcc): 8 "shp"
// names-within-lines(clang): 14 "shp"

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using from_account = tollgate::picks<"shp">;
#else
    using from_account = tollgate::picks<"shop">;
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
