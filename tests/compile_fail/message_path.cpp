// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: each `{name}` of an endpoint.s path needs a field.*\[tollgate\.message\.path\]
// names-within-lines(gcc): 8 id
// names-within-lines(clang): 14 id

#include "support/acme.hpp"

struct pay_order {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::required<"id", std::string> id;
#else
    acme::required<"id", std::string, tollgate::in_path> id;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/orders/{id}">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
