// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): 'tollgate::.*obtain_token' has no non-static data member named 'reqest_id'
// first-error(clang): field designator 'reqest_id' does not refer to any field .*did you mean 'request_id'
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
cactus::obtain_token order{
    .site_login = "user-7", .reqest_id = "1", .amount = 5, .currency = "KZT"}; // <- here
#else
cactus::obtain_token order{.site_login = "user-7", .request_id = "1", .amount = 5, .currency = "KZT"};
#endif
