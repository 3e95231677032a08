#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Builds and runs the tests; installs first what is missing.
#
#   tests/run.sh [default|asan|tsan|clang|release]

set -euo pipefail

if [ $# -gt 1 ]; then
    echo "usage: tests/run.sh [default|asan|tsan|clang|release]" >&2
    exit 2
fi
preset=${1:-default}
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*"; }
say_result() {
    local status=$?
    if [ $status -eq 0 ]; then
        say "tests ($preset): passed, in ${SECONDS} s."
    else
        say "tests ($preset): FAILED, after ${SECONDS} s. To run one alone:" \
            "ctest --preset $preset --output-on-failure -R <name>"
    fi
}
trap say_result EXIT

say "1. Looking for what is needed ..."
cmake/install-dependencies.sh tests

if [ -z "${NINJA_STATUS:-}" ]; then
    export NINJA_STATUS="[%f/%t, %es] "
fi

say "2. Configuring ($preset) ..."
cmake --preset "$preset" >/dev/null # its warnings and errors are still seen

say "3. Building with $(nproc) jobs; the first time takes minutes ..."
cmake --build --preset "$preset" --parallel "$(nproc)"

say "4. Testing ..."
progress=()
if [ -z "${CI:-}" ] && [ -t 1 ]; then
    progress=(--progress)
fi
ctest --preset "$preset" --output-on-failure -j2 "${progress[@]}"
