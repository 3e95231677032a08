// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_TESTS_SUPPORT_REFUSAL_HPP
#define TOLLGATE_TESTS_SUPPORT_REFUSAL_HPP

#include <doctest/doctest.h>

#include <string>

namespace tollgate::test {

/// The gateway's code of a refusal.
template <class Result>
std::string code_of(Result const &got)
{
    REQUIRE(got.has_error());
    CHECK(got.error().is_refused());
    return std::string{got.error().gateway().value().code};
}

} // namespace tollgate::test

#endif
