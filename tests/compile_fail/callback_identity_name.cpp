// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `identity` must name fields.*\[tollgate\.callback\.identity_name\]
// names-within-lines(gcc): 8 "oder_id"
// names-within-lines(clang): 14 "oder_id"

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;
    acme::required<"status", int> status;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using identity = tollgate::picks<"oder_id", "status">;
#else
    using identity = tollgate::picks<"order_id", "status">;
#endif
};

auto read(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}
