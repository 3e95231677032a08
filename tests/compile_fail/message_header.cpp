// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a header must have a name.*\[tollgate\.message\.header\]
// names-within-lines(gcc): 8 Content-Type
// names-within-lines(clang): 14 Content-Type

#include "support/acme.hpp"

struct pay_order {
    acme::required<"id", std::string, tollgate::in_path> id;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::required<"Content-Type", std::string, tollgate::as_header> kind;
#else
    acme::required<"X-Kind", std::string, tollgate::as_header> kind;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/orders/{id}">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
