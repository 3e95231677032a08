// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a message that is written down must say .*\[tollgate\.records\.identity\]

#include "support/recording.hpp"

struct order {
    acme::required<"id", std::string> id;

    using account = acme::account;
    using endpoint = acme::post_json<"/order">;
    using response = acme::receipt;
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    using identity = tollgate::picks<"id">;
#endif
};

auto take(acme::payments &shop)
{
    return shop.send(order{.id = "order-1042"});
}
