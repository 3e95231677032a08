// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: x
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

#include <iostream>
#include <string>

namespace cactus = tollgate::cactus;

int main()
{
    cactus::account const merchant{.merchant_id = "M-77", .site_id = 4, .salt = tollgate::secret{"pepper"}};
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    bool const same = merchant.salt.value() == tollgate::secret{"pepper"}; // <- here
#else
    bool const same = merchant.merchant_id.value() == "M-77";
#endif
}
