// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BENCHMARKS_OPTIONS_HPP
#define TOLLGATE_BENCHMARKS_OPTIONS_HPP

#include <check.hpp>

namespace benchmarks {

/// What the programs of one folder agree on. The names are those of 1Payment, whose requests are sent.
inline constexpr char host[] = "api.1payment.com";
inline constexpr char answer_body[] = R"({"url":"https://api.1payment.com/form/9f2c1e7a5b3d4680"})";

} // namespace benchmarks

#endif
