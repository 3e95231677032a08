#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Measures tollgate beside what it is held against, prints one table, and writes benchmarks/results.md and the plots of
# docs/performance.md. Installs first what is missing. It takes about twenty minutes; what else runs on the machine is seen in it.
#
#   benchmarks/run.sh

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
programs=build/benchmarks/benchmarks
measured=build/benchmarks/measured
mkdir -p $measured

say() { printf '%d:%02d  %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*"; }

say "1. Looking for what is needed ..."
cmake/install-dependencies.sh benchmarks

say "2. Building; the first time takes minutes ..."
benchmarks/build.sh

say "3. Signing and receiving ..."
$programs/tollgate_times --benchmark_enable_random_interleaving=true --benchmark_repetitions=41 \
    --benchmark_min_time=0.005 --benchmark_out=$measured/times.json --benchmark_out_format=json >/dev/null 2>&1
$programs/tollgate_allocations >$measured/allocations.tsv

say "4. The same under node ..."
rm -f $measured/node.tsv
benchmarks/node/run.sh $programs/tollgate_deliveries 9 build/benchmarks/node >$measured/node.part &&
    mv $measured/node.part $measured/node.tsv || [ $? -eq 77 ]

say "5. Sending ..."
$programs/tollgate_send 15 >$measured/send.tsv
say "6. Listening ..."
$programs/tollgate_callbacks 15 >$measured/callbacks.tsv

say "7. Keeping records ..."
benchmarks/records/run.sh $programs/tollgate_records 7 build/benchmarks/records >$measured/records.tsv

say "8. Compiling ..."
benchmarks/compile_time.py programs --lines 3 >$measured/compile.tsv
benchmarks/compile_time.py modes --lines 3 >>$measured/compile.tsv
benchmarks/compile_time.py messages --lines 1 >>$measured/compile.tsv
benchmarks/compile_time.py schemes --lines 1 >>$measured/compile.tsv
benchmarks/compile_time.py providers --lines 3 >>$measured/compile.tsv

say "9. Done."
compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' build/benchmarks/CMakeCache.txt)
{
    echo "- compiler: $("$compiler" --version | head -n 1), \`-std=c++20 -O2 -DNDEBUG\`"
    echo "- processor: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores"
    echo "- load average when it ended: $(cut -d ' ' -f 1-3 /proc/loadavg)"
    echo "- $(date -u +%F)"
} >$measured/machine.md
benchmarks/report.py $measured benchmarks/results.md docs/performance
