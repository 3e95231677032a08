#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Holds what signing and verifying cost, in instructions and as a ratio to the bare digest in the same run, against
# benchmarks/instructions.baseline. Fails when a ratio has grown by more than 3 %; exits with 77 where the compiler, a library
# or the kind of processor is not the one of the baseline, or Valgrind is missing.
#
#   benchmarks/check_instructions.sh             compares
#   benchmarks/check_instructions.sh --update    writes the baseline

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
baseline=benchmarks/instructions.baseline
build=build/benchmarks
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if ! command -v valgrind >/dev/null; then
    echo "instructions: valgrind is not installed" >&2
    exit 77
fi
benchmarks/build.sh tollgate_instructions

compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' $build/CMakeCache.txt)
machine="$("$compiler" --version | head -n 1)"
for library in libcrypto++-dev libssl-dev libboost1.81-dev libc6-dev; do
    machine+=", $(dpkg-query -W -f='${Package} ${Version}' "$library" 2>/dev/null || echo "$library ?")"
done
# By these the C library chooses its copies. Otherwise Valgrind shows programs the same processor everywhere.
machine+=",$(grep -m 1 '^flags' /proc/cpuinfo | grep -ow -e avx2 -e bmi2 -e erms | sort | sed 's/^/ /' | tr -d '\n')"

# Each work has a part of its own in Callgrind's output: its name, and a sum. `sides` are in the order of the program.
valgrind --quiet --tool=callgrind --callgrind-out-file="$scratch/out" $build/benchmarks/tollgate_instructions \
    sign/ hmac/ 'request form/' 'request order/' 'cactus ' stripe/ standard/ >/dev/null 2>&1
cat "$scratch"/out.* | awk -F ': ' '
    /^desc: Trigger: Client Request/ { name = $4 }
    /^summary: / && name != "" { print name "\t" $2; name = "" }' |
    sort >"$scratch/counts"
awk -F '\t' '
    { split($1, part, "/"); rest = substr($1, length(part[1] "/" part[2] "/") + 1); key = part[1] "/" rest }
    part[2] == "tollgate" { ours[key] = $2; next }
    part[2] != "streams" { bare[key] = $2 }
    END { for (key in ours) printf "%s\t%.3f\n", key, ours[key] / bare[key] }' "$scratch/counts" |
    sort >"$scratch/ratios"

if [ "${1:-}" = --update ]; then
    { echo "# $machine"; cat "$scratch/ratios"; } >$baseline
    echo "instructions: wrote $baseline"
    exit 0
fi
if [ "# $machine" != "$(head -n 1 $baseline)" ]; then
    echo "instructions: not compared: the baseline is of another compiler, library or processor." >&2
    echo "  there: $(head -n 1 $baseline)" >&2
    echo "  here:  # $machine" >&2
    exit 77
fi
awk -F '\t' '
    NR == FNR { if ($1 !~ /^#/) expected[$1] = $2; next }
    !($1 in expected) { printf "  %-32s %7.3f   not in the baseline\n", $1, $2; ++bad; next }
    {
        seen[$1] = 1
        change = ($2 / expected[$1] - 1) * 100
        note = change > 3 ? "GREW" : change < -3 ? "less: run it with --update" : ""
        if (change > 3) ++bad
        printf "  %-32s %7.3f   before %7.3f   %+5.1f %%  %s\n", $1, $2, expected[$1], change, note
    }
    END {
        for (name in expected) if (!(name in seen)) { print "  " name "   is not measured any more"; ++bad }
        print bad ? "instructions: " bad " of them are not as before." : "instructions: none has grown by more than 3 %."
        exit bad != 0
    }' $baseline "$scratch/ratios"
