// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function .*required\(\) .*"bank_app"
// first-error(clang): call to deleted constructor of 'required<"bank_app",
// first-error-line: here
// names-within-lines(gcc): 3 "bank_app"
// names-within-lines(clang): 12 "bank_app"

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

cactus::obtain_token const order{
    .site_login = "user-7",
    .request_id = "order-1042",
    .amount = 150'00,
    .currency = "KZT",
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    .method = cactus::cis_transfer{}, // <- here
#else
    .method = cactus::cis_transfer{.bank_app = cactus::bank_app::tbank},
#endif
};
