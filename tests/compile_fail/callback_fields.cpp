// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error: tollgate: a callback must be an aggregate.*\[tollgate\.callback\.fields\]
// names-within-lines(gcc): 8 paid
// names-within-lines(clang): 14 paid
// unsaid: incomplete type

#include "support/acme.hpp"

struct paid {
    acme::required<"order_id", std::string> order_id;
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    std::string comment{};
#else
    acme::optional<"comment", std::string> comment{};
#endif

    using account = acme::account;
};

bool take(acme::account const &merchant, std::string_view body)
{
    auto const received = tollgate::receive<paid>(merchant, body);
    return received.has_value();
}
