// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): could not convert .* from 'double' to '.*required<.*"amount"}, .*minor_units
// first-error(clang): no viable conversion from 'double' to 'required<"amount", .*minor_units
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::obtain_token const order{
    .site_login = "user-7",
    .request_id = "order-1042",
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    .amount = 149.90, // <- here
#else
    .amount = 149'90,
#endif
    .currency = "KZT",
};
