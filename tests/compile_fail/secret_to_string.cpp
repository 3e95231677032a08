// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): conversion from 'const tollgate::.*secret' to non-scalar type '.*std::string'
// first-error(clang): no viable conversion from 'const .*secret' to 'const std::string'
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

#include <string>

namespace cactus = tollgate::cactus;

void show(cactus::account const &merchant)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    std::string const text = merchant.salt.value(); // <- here
#else
    std::string const text = merchant.merchant_id.value();
#endif
}
