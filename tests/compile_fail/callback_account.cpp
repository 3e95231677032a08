// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a callback must declare `using account.*\[tollgate\.callback\.account\]
// names-within-lines(gcc): 8 paid
// names-within-lines(clang): 14 paid

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;

#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    using account = acme::account;
#endif
};

auto take(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}
