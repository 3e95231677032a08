// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_BENCHMARKS_CHECK_HPP
#define TOLLGATE_BENCHMARKS_CHECK_HPP

#include <cstdio>
#include <cstdlib>

namespace benchmarks {

/// A benchmark of something that fails, or of two things that differ, measures nothing.
inline void require(bool holds, char const *what)
{
    if (holds) return;
    std::fprintf(stderr, "benchmarks: this does not hold: %s\n", what);
    std::exit(1);
}

} // namespace benchmarks

#endif
