// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// With a Boost that is too old the compiler says so first, and stops.
// headers-alone
// first-error: tollgate: Boost 1\.81 or newer is needed, and an older one is found first: .* \[tollgate\.config\.boost\]

#include <boost/version.hpp>
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
#undef BOOST_VERSION
#define BOOST_VERSION 107400
#endif

#include <tollgate/version.hpp>

int main() {}
