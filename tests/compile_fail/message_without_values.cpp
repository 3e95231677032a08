// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: x
// first-error-line: here

#include <tollgate/providers/cactus.hpp>

namespace cactus = tollgate::cactus;

std::string status_of()
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    cactus::payment_form form; // <- here
#else
    cactus::payment_form form{.key = "t0k3n"};
#endif
    return form.key.value();
}
