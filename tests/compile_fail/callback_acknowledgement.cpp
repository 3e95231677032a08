// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: what a callback is answered with.*\[tollgate\.callback\.acknowledgement\]
// names-within-lines(gcc): 8 "acknowledged"
// names-within-lines(clang): 14 "acknowledged"

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;
    acme::required<"status", int> status;

    using account = acme::account;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    static constexpr std::string_view acknowledged = "OK";
#else
    static constexpr tollgate::acknowledgement acknowledged{.body = "OK"};
#endif
};

auto read(acme::account const &merchant, std::string_view body)
{
    return tollgate::receive<paid>(merchant, body);
}
