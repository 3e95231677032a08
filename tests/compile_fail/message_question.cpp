// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `reconciled_by` and `confirmed_by`.*\[tollgate\.message\.question\]
// names-within-lines(gcc): 8 "reconciled_by"
// names-within-lines(clang): 14 "reconciled_by"

#include "support/acme.hpp"

struct order_status {
    acme::required<"order_id", std::string> order_id;
};
struct status {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::get<"/status", tollgate::effect::reads>;
    using response = order_status;
};

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using reconciled_by = status;
#else
    using reconciled_by = tollgate::asks<status, "order_id">;
#endif
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
