// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"request_id"
// first-error(clang): call to deleted constructor of 'required<"request_id",
// first-error-line: here
// names-within-lines(gcc): 3 "request_id"
// names-within-lines(clang): 12 "request_id"

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::edit_cash_invoice const message{
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .request_id = "order-1042",
#endif
    .time = "18:00",
}; // <- here
