// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): could not convert .* from 'std::nullptr_t' to '.*required<.*"request_id"}, .*string
// first-error(clang): no viable conversion from 'std::nullptr_t' to 'required<"request_id", .*string
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
cactus::obtain_token order{
    .site_login = "user-7", .request_id = nullptr, .amount = 5, .currency = "KZT"}; // <- here
#else
cactus::obtain_token order{.site_login = "user-7", .request_id = "1", .amount = 5, .currency = "KZT"};
#endif
