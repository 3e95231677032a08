#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Builds the benchmarks, or the targets named, at -O2 in build/benchmarks.

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
cmake -G Ninja -S . -B build/benchmarks -DCMAKE_BUILD_TYPE=Release "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG" \
    -DTOLLGATE_BUILD_TESTS=OFF -DTOLLGATE_BUILD_EXAMPLES=OFF -DTOLLGATE_BUILD_BENCHMARKS=ON >/dev/null
targets=()
if [ $# -gt 0 ]; then
    targets=(--target "$@")
fi
cmake --build build/benchmarks --parallel "$(nproc)" "${targets[@]}"
