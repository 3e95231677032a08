// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function 'bool tollgate::.*secret::operator==\(
// first-error(clang): overload resolution selected deleted operator '=='
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

bool is_default(cactus::account const &merchant)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return merchant.salt.value() == tollgate::secret{"pepper"}; // <- here
#else
    return merchant.merchant_id.value() == "M-77";
#endif
}
