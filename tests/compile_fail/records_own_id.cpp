// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: the field by which a message is known again is written down.*\[tollgate\.records\.own_id\]

#include "support/recording.hpp"

struct order {
    acme::required<"id", std::string> id;
    acme::required<"email", std::string, tollgate::personal> email;

    using account = acme::account;
    using endpoint = acme::post_json<"/order">;
    using response = acme::receipt;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using identity = tollgate::picks<"email">;
#else
    using identity = tollgate::picks<"id">;
#endif
};

auto take(acme::payments &shop)
{
    return shop.send(order{.id = "order-1042", .email = "ann@shop.example"});
}
