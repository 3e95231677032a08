// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: only a message that does something is written down.*\[tollgate\.records\.effect\]

#include "support/recording.hpp"

struct order {
    acme::required<"id", std::string> id;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using endpoint = acme::post_json<"/order", tollgate::effect::reads>;
#else
    using endpoint = acme::post_json<"/order">;
#endif
    using response = acme::receipt;
    using identity = tollgate::picks<"id">;
};

auto take(acme::payments &shop)
{
    return shop.send(order{.id = "order-1042"});
}
