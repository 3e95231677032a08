// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a constant must have a text.*\[tollgate\.field\.constant\]
// names-within-lines(gcc): 8 "type"
// names-within-lines(clang): 14 "type"

#include "support/acme.hpp"

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    tollgate::constant<"type", ""> type{};
#else
    tollgate::constant<"type", "card"> type{};
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
