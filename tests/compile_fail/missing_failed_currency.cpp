// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"currency"
// first-error(clang): call to deleted constructor of 'required<"currency",
// first-error-line: here
// names-within-lines(gcc): 3 "currency"
// names-within-lines(clang): 12 "currency"

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::failed_invoices const message{
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .currency = "RUB",
#endif
    .limit = 10,
}; // <- here
