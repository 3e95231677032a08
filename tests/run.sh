#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Builds and runs the tests; installs first what is missing.
#
#   tests/run.sh [SUITE [CMAKE OPTION...]]
#
#   default         everything, with the system's compiler (the suite that runs unless one is named)
#   core            what needs no network, with the system's compiler
#   asan            all unit tests, with clang 19, AddressSanitizer and UndefinedBehaviorSanitizer
#   tsan            what several threads run, with clang 19 and ThreadSanitizer
#   asan-gcc, clang, release
#                   the same with g++ and the sanitizers; with clang 19 alone; everything optimised
#   meson           what needs no network, built by Meson
#   before-release  what .ci/run leaves out: asan-gcc, clang, release, meson, all of Debian 12 and 13, longer fuzzing
#
# Warnings stop nothing, unless `-DCMAKE_COMPILE_WARNING_AS_ERROR=ON` is given.

set -euo pipefail

suite=${1:-default}
shift $(($# > 0 ? 1 : 0))
cd "$(dirname "${BASH_SOURCE[0]}")/.."

purpose=tests
case $suite in
    default | asan | asan-gcc | clang | release | tsan | meson | before-release) ;;
    core) purpose=examples ;; # which need the same libraries, and no other compilers
    *)
        sed -n 's/^#   *//p' "${BASH_SOURCE[0]}" >&2
        exit 2
        ;;
esac

say() { printf '%s\n' "$*"; }
say_result() {
    local status=$?
    if [ $status -eq 0 ]; then
        say "tests ($suite): passed, in ${SECONDS} s."
    else
        say "tests ($suite): FAILED, after ${SECONDS} s."
        if [ -d "build/$suite" ] && [ "$suite" != meson ]; then
            say "To run one alone: ctest --preset $suite --output-on-failure -R <name>"
        fi
    fi
}
trap say_result EXIT

if [ "$suite" = before-release ]; then
    for other in asan-gcc clang release meson; do
        tests/run.sh $other "$@"
    done
    tests/fuzz/run.sh 30
    tests/distributions.sh 12 all
    tests/distributions.sh 13 all
    exit
fi

say "1. Looking for what is needed ..."
cmake/install-dependencies.sh $purpose

if [ -z "${NINJA_STATUS:-}" ]; then
    export NINJA_STATUS="[%f/%t, %es] "
fi

if [ "$suite" = meson ]; then
    say "2. Configuring with Meson, building and testing ..."
    rm -rf build/meson
    meson setup build/meson
    meson test -C build/meson --print-errorlogs
    exit
fi

say "2. Configuring ($suite) ..."
cmake --preset "$suite" "$@" >/dev/null # its warnings and errors are still seen

say "3. Building with $(nproc) jobs; the first time takes minutes ..."
cmake --build --preset "$suite" --parallel "$(nproc)"

say "4. Testing ..."
progress=()
if [ -z "${CI:-}" ] && [ -t 1 ]; then
    progress=(--progress)
fi
ctest --preset "$suite" --output-on-failure -j2 "${progress[@]}"
