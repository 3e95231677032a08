#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Fuzzes what reads foreign bytes, with libFuzzer of clang 19. Installs nothing.
#
#   tests/fuzz/run.sh [MINUTES]    in all, shared by the targets; 6 unless given
#
# What a target finds stays in build/fuzz/<target>/, and so does what it has learnt. It fails if one finds something.

set -euo pipefail

minutes=${1:-6}
if [ $# -gt 1 ] || ! [[ $minutes =~ ^[0-9]+$ ]] || [ "$minutes" -eq 0 ]; then
    echo "usage: tests/fuzz/run.sh [MINUTES]" >&2
    exit 2
fi
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

compiler=${FUZZ_CXX:-clang++-19}
targets=(answer callback header form json url)
seconds=$((minutes * 60 / ${#targets[@]}))
launcher=()
if command -v ccache >/dev/null; then
    launcher=(ccache)
fi

say() { printf '%d:%02d  %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*"; }

if ! command -v "$compiler" >/dev/null; then
    echo "error: $compiler is not here; on Debian: apt-get install clang-19 libclang-rt-19-dev" >&2
    exit 1
fi
mkdir -p build/fuzz
echo 'extern "C" int LLVMFuzzerTestOneInput(unsigned char const *, unsigned long) { return 0; }' >build/fuzz/probe.cpp
if ! "$compiler" -fsanitize=fuzzer,address build/fuzz/probe.cpp -o build/fuzz/probe 2>/dev/null; then
    echo "error: $compiler cannot link libFuzzer; on Debian: apt-get install libclang-rt-19-dev" >&2
    exit 1
fi

flags=(-std=c++20 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -Iinclude -Itests)
libraries=(-lboost_json -lcryptopp -lssl -lcrypto -lpthread)
for i in "${!targets[@]}"; do
    target=${targets[$i]}
    say "building $((i + 1))/${#targets[@]}: $target"
    "${launcher[@]}" "$compiler" "${flags[@]}" -c "tests/fuzz/$target.cpp" -o "build/fuzz/$target.o"
    "$compiler" "${flags[@]}" "build/fuzz/$target.o" "${libraries[@]}" -o "build/fuzz/fuzz_$target"
done

failed=()
for i in "${!targets[@]}"; do
    target=${targets[$i]}
    work=build/fuzz/$target
    mkdir -p "$work/corpus"
    say "fuzzing $((i + 1))/${#targets[@]}: $target, for $seconds s"
    if "build/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
        -artifact_prefix="$work/" -print_final_stats=1 "$work/corpus" "tests/fuzz/corpus/$target" >"$work/log" 2>&1; then
        say "  nothing found in $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log") inputs"
    else
        failed+=("$target")
        say "  FOUND something; $work/log ends with:"
        tail -n 15 "$work/log"
    fi
done

if [ ${#failed[@]} -ne 0 ]; then
    say "fuzzing: FAILED in ${failed[*]}. Again: build/fuzz/fuzz_<target> build/fuzz/<target>/<file>"
    exit 1
fi
say "fuzzing: passed."
