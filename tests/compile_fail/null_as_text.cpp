// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: x
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::obtain_token const order{
    .site_login = "user-7",
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    .request_id = nullptr, // <- here
#else
    .request_id = "order-1042",
#endif
    .amount = 150'00,
    .currency = "KZT",
};
