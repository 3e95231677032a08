// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function '.*operator<<\(.*secret&\)
// first-error(clang): overload resolution selected deleted operator '<<'
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

#include <iostream>

namespace cactus = tollgate::cactus;

void show(cactus::account const &merchant)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    std::cout << merchant.salt.value(); // <- here
#else
    std::cout << merchant.merchant_id.value();
#endif
}
