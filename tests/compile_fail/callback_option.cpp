// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// expect-error: give_each_option_by_its_name_and_once_moment_accepting_with_tests_body_limits
// first-error: deleted function
// first-error-line: here

#include <tollgate/callback.hpp>
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/cactus.hpp>

#include <chrono>

namespace cactus = tollgate::cactus;

auto received(cactus::account const &merchant, std::string_view body, std::chrono::sys_seconds at)
{
#ifdef TOLLGATE_EXPECT_COMPILE_ERROR
    return tollgate::receive<cactus::invoice_callback>(merchant, body, {}, at); // <- here
#else
    return tollgate::receive<cactus::invoice_callback>(merchant, body, {}, tollgate::moment{at});
#endif
}
