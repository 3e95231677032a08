// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"amount"
// first-error(clang): call to deleted constructor of 'required<"amount",
// first-error-line: here
// names-within-lines(gcc): 3 "amount"
// names-within-lines(clang): 12 "amount"

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::payout const message{
    .site_login = "user-7",
    .request_id = "order-1042",
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .amount = 150'00,
#endif
    .currency = "KZT",
    .method = cactus::pay_out::mts{"79999999999"},
}; // <- here
