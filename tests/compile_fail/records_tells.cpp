// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: what tells a status that is written down must say.*\[tollgate\.records\.tells\]

#include "support/recording.hpp"

struct paid {
    acme::required<"order", std::string> order;
    acme::required<"status", int> status;

    static constexpr auto status_order = tollgate::status_steps({{1, 2}});
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    using tells = tollgate::status_of<"order", "status">;
#endif
};

auto take(acme::payments &shop)
{
    return shop.record_status(paid{.order = "order-1042", .status = 2});
}
