// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a message must declare `using response.*\[tollgate\.message\.response\]
// names-within-lines(gcc): 8 pay_order
// names-within-lines(clang): 14 pay_order

#include "support/acme.hpp"

struct pay_order {
    acme::required<"order_id", std::string> order_id;

    using account = acme::account;
    using endpoint = acme::post_json<"/pay">;
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    using response = acme::receipt;
#endif
};

auto read(acme::account const &merchant, std::string_view body)
{
    return tollgate::read_response<pay_order>(merchant, 200, body);
}
