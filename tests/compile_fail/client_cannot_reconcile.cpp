// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: this gateway has no question by which the message can be reconciled.*\[tollgate\.client\.cannot_reconcile\]

#include "support/asking.hpp"

auto look_up(acme::client &shop)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return shop.reconcile<acme::forget>("order-1042");
#else
    return shop.reconcile<acme::pay>("order-1042");
#endif
}
