// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: this gateway has no question by which the callback can be confirmed.*\[tollgate\.client\.cannot_confirm\]

#include "support/asking.hpp"

auto look_up(acme::client &shop, tollgate::unconfirmed_callback const &unsigned_one)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return shop.confirm<acme::forgotten>(unsigned_one);
#else
    return shop.confirm<acme::paid>(unsigned_one);
#endif
}
