// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// first-error(gcc): use of deleted function 'tollgate::.*payment_form::payment_form\(\)'
// first-error(clang): call to implicitly-deleted default constructor of 'cactus::payment_form'
// expect-error(gcc): use of deleted function .*required\(\) .*"key"
// expect-error(clang): field 'key' has a deleted default constructor
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

#include <string>

namespace cactus = tollgate::cactus;

std::string token()
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    cactus::payment_form form; // <- here
#else
    cactus::payment_form form{.key = "t0k3n"};
#endif
    return form.key.value();
}
