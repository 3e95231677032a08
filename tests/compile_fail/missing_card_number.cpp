// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"card_number"
// first-error(clang): call to deleted constructor of 'required<"card_number",
// first-error-line: here
// names-within-lines(gcc): 3 "card_number"
// names-within-lines(clang): 12 "card_number"

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::pay_out::card const to{
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .card_number = "4111111111111111",
#endif
    .bank_name = "Morgan",
}; // <- here
