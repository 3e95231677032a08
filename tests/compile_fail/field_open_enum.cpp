// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: an open_enum must have names, each once.*\[tollgate\.field\.open_enum\]
// names-within-lines(gcc): 8 open_enum
// names-within-lines(clang): 14 open_enum

#include "support/acme.hpp"

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    tollgate::required<"order_id", tollgate::open_enum<"paid", "paid">> order_id;
#else
    tollgate::required<"order_id", tollgate::open_enum<"paid", "pending">> order_id;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
