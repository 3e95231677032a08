// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `in_path`, `in_query` and `as_header` belong to.*\[tollgate\.message\.place\]
// names-within-lines(gcc): 8 name
// names-within-lines(clang): 14 name

#include "support/acme.hpp"

struct pay_order {
    struct payer {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
        acme::required<"name", std::string, tollgate::as_header> name;
#else
        acme::required<"name", std::string> name;
#endif
    };
    acme::required<"id", std::string, tollgate::in_path> id;
    acme::required<"payer", payer> who;

    using account = acme::account;
    using endpoint = acme::post_json<"/orders/{id}">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
