// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: money must have the gateway's names.*\[tollgate\.field\.money\]
// names-within-lines(gcc): 8 "amount"
// names-within-lines(clang): 14 "amount"

#include "support/acme.hpp"

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    tollgate::required<"amount", tollgate::money> amount;
#else
    tollgate::required<"amount", tollgate::shaped_money<"value", "currency">> amount;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
    static constexpr auto request_signature = tollgate::signing::words::not_signed;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
