// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*basic_choice.*"method"
// first-error(clang): call to deleted constructor of 'choice<"method"
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::create_invoice const message{
    .site_login = "user-7",
    .request_id = "order-1042",
    .amount = 150'00,
    .currency = "KZT",
#ifndef TOLLGATE_EXPECT_COMPILE_ERROR
    .method = cactus::pay_in::method::card,
#endif
}; // <- here
