// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: `same_identity` must name two texts or more.*\[tollgate\.callback\.same_identity\]
// names-within-lines(gcc): 8 "refundet"
// names-within-lines(clang): 14 "refundet"

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;
    acme::required<"status", tollgate::open_enum<"paid", "refunded", "failed">> status;

    using account = acme::account;
    using identity = tollgate::picks<"order_id", "status">;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    using same_identity = tollgate::alike<"status", "paid", "refundet">;
#else
    using same_identity = tollgate::alike<"status", "paid", "refunded">;
#endif
};

auto read(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}
