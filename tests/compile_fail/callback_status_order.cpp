// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `status_order` must be a table.*\[tollgate\.callback\.status_order\]
// names-within-lines(gcc): 8 "status_order"
// names-within-lines(clang): 14 "status_order"

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;
    acme::required<"status", int> status;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr int status_order[] = {1, 2, 3};
#else
    static constexpr auto status_order = tollgate::status_steps({{1, 2}, {2, 3}});
#endif
};

auto read(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}
