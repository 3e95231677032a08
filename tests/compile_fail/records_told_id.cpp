// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: the fields that tell a payment's status are written down.*\[tollgate\.records\.told_id\]

#include "support/recording.hpp"

struct paid {
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    acme::required<"order", std::string, tollgate::personal> order;
#else
    acme::required<"order", std::string> order;
#endif
    acme::required<"status", int> status;

    static constexpr auto status_order = tollgate::status_steps({{1, 2}});
    using tells = tollgate::status_of<"order", "status">;
};

auto take(acme::payments &shop)
{
    return shop.record_status(paid{.order = "order-1042", .status = 2});
}
