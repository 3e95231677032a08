#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Fuzzes what reads foreign bytes, with libFuzzer of clang 19. Installs nothing.
#
#   tests/fuzz/run.sh [MINUTES]    in all, shared by the targets; 6 unless given
#   tests/fuzz/run.sh 30s          the same in seconds
#
# Building takes its time besides; two targets are built and run at a time.
#
# What a target finds stays in build/fuzz/<target>/, and so does what it has learnt. It fails if one finds something.

set -euo pipefail

given=${1:-6}
if [ $# -gt 1 ] || ! [[ $given =~ ^[1-9][0-9]*s?$ ]]; then
    echo "usage: tests/fuzz/run.sh [MINUTES | SECONDSs]" >&2
    exit 2
fi
case $given in
    *s) total=${given%s} ;;
    *) total=$((given * 60)) ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

compiler=${FUZZ_CXX:-clang++-19}
targets=(answer callback header form json url)
seconds=$(((total + ${#targets[@]} - 1) / ${#targets[@]}))
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

flags=(-std=c++20 -O1 -gline-tables-only -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -Iinclude -Itests)
libraries=(-lboost_json -lcryptopp -lssl -lcrypto -lpthread)
build() { # target
    "${launcher[@]}" "$compiler" "${flags[@]}" -c "tests/fuzz/$1.cpp" -o "build/fuzz/$1.o" &&
        "$compiler" "${flags[@]}" "build/fuzz/$1.o" "${libraries[@]}" -o "build/fuzz/fuzz_$1"
}
fuzz() { # target
    local work=build/fuzz/$1
    mkdir -p "$work/corpus"
    "build/fuzz/fuzz_$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
        -artifact_prefix="$work/" -print_final_stats=1 "$work/corpus" "tests/fuzz/corpus/$1" >"$work/log" 2>&1
}
failed=()
two_at_a_time() { # function; what it fails for is added to `failed`
    local i target
    for ((i = 0; i < ${#targets[@]}; i += 2)); do
        local -A jobs=()
        for target in "${targets[@]:i:2}"; do
            "$1" "$target" &
            jobs[$target]=$!
        done
        for target in "${targets[@]:i:2}"; do
            wait "${jobs[$target]}" || failed+=("$target")
        done
    done
}

say "building ${targets[*]}"
two_at_a_time build
if [ ${#failed[@]} -ne 0 ]; then
    say "building: FAILED for ${failed[*]}"
    exit 1
fi
say "fuzzing, $seconds s each"
two_at_a_time fuzz
for target in "${targets[@]}"; do
    say "  $target: $(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$target/log") inputs"
done
for target in "${failed[@]}"; do
    say "  $target FOUND something; build/fuzz/$target/log ends with:"
    tail -n 15 "build/fuzz/$target/log"
done
if [ ${#failed[@]} -ne 0 ]; then
    say "fuzzing: FAILED in ${failed[*]}. Again: build/fuzz/fuzz_<target> build/fuzz/<target>/<file>"
    exit 1
fi
say "fuzzing: passed, nothing found."
