// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*basic_choice_of
// first-error(clang): call to deleted constructor of 'choice_of<
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::pay_in::cash const by{
    .address = "Main st. 1",
    .username = "@payer",
    .messenger = "telegram",
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .when = cactus::pay_in::at_time{"18:00"},
#endif
}; // <- here
