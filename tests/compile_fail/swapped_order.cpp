// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error(gcc): use of deleted function .*required\(\) .*"request_id"
// expect-error(gcc): designator order for field '.*request_id' does not match declaration order
// expect-error(clang): field designators .* in declaration order; field 'amount' will be initialized after field 'request_id'
// flags(clang): -Werror=reorder-init-list
// first-error-line(gcc): here

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::obtain_token const order{
    .site_login = "user-7",
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    .amount = 150'00,
    .request_id = "order-1042",
#else
    .request_id = "order-1042",
    .amount = 150'00,
#endif
    .currency = "KZT",
}; // <- here
