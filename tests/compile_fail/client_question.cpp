// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a question must be declared `effect::reads`, and its answer must have the field.*\[tollgate\.client\.question\]

#include "support/asking.hpp"

struct pay_by_paying {
    tollgate::required<"id", std::string> id;

    using account = acme::account;
    using endpoint = tollgate::get<"/pay">;
    using response = acme::state;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using reconciled_by = tollgate::asks<acme::pay, "id">;
#else
    using reconciled_by = tollgate::asks<acme::status, "id">;
#endif
};

auto look_up(acme::client &shop)
{
    return shop.reconcile<pay_by_paying>("order-1042");
}
