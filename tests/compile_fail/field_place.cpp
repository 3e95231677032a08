// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a field travels in one place.*\[tollgate\.field\.place\]
// names-within-lines(gcc): 8 once
// names-within-lines(clang): 14 once

#include "support/acme.hpp"

struct pay_order {
    acme::required<"id", std::string, tollgate::in_path> id;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::required<"once", std::string, tollgate::as_header, tollgate::in_query> once;
#else
    acme::required<"once", std::string, tollgate::as_header> once;
#endif

    using account = acme::account;
    using endpoint = acme::post_json<"/orders/{id}">;
    using response = acme::receipt;
};

auto pay(acme::account const &merchant, pay_order const &order)
{
    return tollgate::make_request(merchant, order);
}
