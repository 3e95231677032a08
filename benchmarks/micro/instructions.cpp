// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// Everything in cases.hpp under Callgrind, one dump for each: what it costs once in a loop, in instructions.
//
//   valgrind --tool=callgrind --callgrind-out-file=<file> tollgate_instructions [name's start ...]

#include <valgrind/callgrind.h>

#include <algorithm>
#include <cases.hpp>
#include <cstdio>
#include <string_view>

namespace {

constexpr int times = 20;

bool wanted(std::string_view name, int argc, char **argv)
{
    return argc == 1 ||
           std::any_of(argv + 1, argv + argc, [name](char const *start) { return name.starts_with(start); });
}

} // namespace

int main(int argc, char **argv)
{
    for (auto const &each : benchmarks::all_works()) {
        if (!wanted(each.name, argc, argv)) continue;
        each.once(); // what happens once: statics, lazy binding
        CALLGRIND_ZERO_STATS;
        for (int i = 0; i != times; ++i)
            each.once();
        CALLGRIND_DUMP_STATS_AT(each.name.c_str());
    }
    std::printf("times %d\n", times);
}
