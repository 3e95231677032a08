// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `at_least`, `at_most`, `exactly` and `made_of` are about texts.*\[tollgate\.field\.text\]
// names-within-lines(gcc): 8 "order_id"
// names-within-lines(clang): 14 "order_id"

#include "support/acme.hpp"

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    tollgate::required<"order_id", int, tollgate::at_most<64>> order_id;
#else
    tollgate::required<"order_id", std::string, tollgate::at_most<64>> order_id;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
