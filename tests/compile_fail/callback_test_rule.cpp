// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: tests must be described by `static constexpr test_rule tests.*\[tollgate\.callback\.test_rule\]

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;
    acme::optional<"livemode", bool> livemode{};

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr std::string_view tests = "livemode";
#else
    static constexpr tollgate::test_rule tests{.field = "livemode", .live = "true"};
#endif
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}
