// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// The times of everything in cases.hpp, by Google Benchmark.

#include <benchmark/benchmark.h>

#include <cases.hpp>

int main(int argc, char **argv)
{
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    for (auto const &each : benchmarks::all_works())
        benchmark::RegisterBenchmark(each.name.c_str(), [once = each.once](benchmark::State &state) {
            for (auto _ : state)
                once();
        });
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
