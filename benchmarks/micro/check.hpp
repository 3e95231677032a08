// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BENCHMARKS_CHECK_HPP
#define TOLLGATE_BENCHMARKS_CHECK_HPP

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace benchmarks {

/// Ends the program unless this holds: who measures something that fails measures nothing.
inline void require(bool holds, std::string_view what)
{
    if (holds) return;
    std::fprintf(stderr, "benchmarks: %.*s\n", static_cast<int>(what.size()), what.data());
    std::exit(1);
}

} // namespace benchmarks

#endif
