// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): could not convert .* from 'bool' to '.*required<.*"amount"}, .*minor_units
// first-error(clang): no viable conversion from 'bool' to 'required<"amount", .*minor_units
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
cactus::obtain_token order{
    .site_login = "user-7", .request_id = "1", .amount = true, .currency = "KZT"}; // <- here
#else
cactus::obtain_token order{.site_login = "user-7", .request_id = "1", .amount = 1, .currency = "KZT"};
#endif
