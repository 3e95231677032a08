#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Builds and runs tests; installs first what is missing.
#
#   tests/run.sh [SUITE [CMAKE OPTION...]]
#
# Whether the library works here, with the system's compiler:
#   default         unit tests and examples (the suite that runs unless one is named)
#   core            the unit tests that need no network
#
# What guards the project besides:
#   compile-fail    what must not compile, and what g++ and clang 19 then say
#   docs            the pages: their code, links, outputs and tables
#   shop            the examples' shop, clicked through in a browser; callbacks behind other web servers
#   packages        the ways to get the library, as a consumer walks them
#   complete        these three and default
#   headers         each header alone; all together with every compiler that is found
#   asan            all unit tests, with clang 19, AddressSanitizer and UndefinedBehaviorSanitizer
#   tsan            what several threads run, with clang 19 and ThreadSanitizer
#   fuzz            the fuzz targets, 30 seconds in all
#   sdk             what the gateways' SDKs and third-party clients judge; needs node and npm
#   all             complete, shop, headers, asan, tsan and fuzz
#
# What takes longer, and seldom tells more:
#   asan-gcc, clang, release
#                   the unit tests with g++ and the sanitizers; with clang 19 alone; with examples and everything optimised
#   meson           the unit tests that need no network, built by Meson
#   before-release  what .ci/run leaves out: asan-gcc, clang, release, meson, all of Debian 12 and 13, longer fuzzing
#
# Warnings stop nothing, unless `-DCMAKE_COMPILE_WARNING_AS_ERROR=ON` is given. For a debugger: `-DCMAKE_CXX_FLAGS_DEBUG=-g`.

set -euo pipefail

suite=${1:-default}
shift $(($# > 0 ? 1 : 0))
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*"; }

purpose=tests
preset=$suite # of CMake, to configure with
left_out=
case $suite in
    default | core)
        purpose=examples # which need the same libraries, and no other compilers
        left_out="what guards the project, not this machine: tests/run.sh all"
        ;;
    compile-fail | docs | packages) preset=complete ;;
    shop) purpose=browser ;;
    complete) left_out="other compilers, sanitizers, fuzzing: tests/run.sh all" ;;
    all) left_out="what takes longer: tests/run.sh before-release" ;;
    headers | fuzz | sdk | asan | asan-gcc | clang | release | tsan | meson | before-release) ;;
    *)
        sed -n '/^$/q; s/^#  \{0,1\}//p' <(sed 1,5d "${BASH_SOURCE[0]}") >&2
        exit 2
        ;;
esac

say_result() {
    local status=$?
    if [ $status -eq 0 ]; then
        say "tests ($suite): passed, in ${SECONDS} s."
        if [ -n "$left_out" ]; then
            say "Left out: $left_out"
        fi
    else
        say "tests ($suite): FAILED, after ${SECONDS} s."
        if grep -q "\"name\": \"$suite\"" CMakePresets.json; then
            say "To run one alone: ctest --preset $suite --output-on-failure -R <name>"
        fi
    fi
}
trap say_result EXIT

case $suite in
    all)
        for other in complete shop headers asan tsan fuzz; do
            say "--- $other"
            tests/run.sh $other "$@"
        done
        exit
        ;;
    before-release)
        for other in asan-gcc clang release meson; do
            tests/run.sh $other "$@"
        done
        tests/fuzz/run.sh 30
        tests/distributions.sh 12 all
        tests/distributions.sh 13 all -DTOLLGATE_TEST_HEADERS_ALONE=ON
        exit
        ;;
esac

say "1. Looking for what is needed ..."
cmake/install-dependencies.sh $purpose

if [ -z "${NINJA_STATUS:-}" ]; then
    export NINJA_STATUS="[%f/%t, %es] "
fi

case $suite in
    headers)
        tests/headers.sh
        exit
        ;;
    fuzz)
        tests/fuzz/run.sh 30s
        exit
        ;;
    sdk)
        tests/sdk/run.sh
        exit
        ;;
    meson)
        say "2. Configuring with Meson, building and testing ..."
        rm -rf build/meson
        meson setup build/meson
        meson test -C build/meson --print-errorlogs
        exit
        ;;
esac

say "2. Configuring ($suite) ..."
cmake --preset "$preset" "$@" >/dev/null # its warnings and errors are still seen

say "3. Building with $(nproc) jobs; the first time takes minutes ..."
cmake --build --preset "$suite" --parallel "$(nproc)"

say "4. Testing ..."
progress=()
if [ -z "${CI:-}" ] && [ -t 1 ]; then
    progress=(--progress)
fi
ctest --preset "$suite" --output-on-failure -j2 "${progress[@]}"
