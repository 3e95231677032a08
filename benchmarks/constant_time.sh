#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Whether the time of comparing signatures tells where they differ: prints t and a verdict for each comparison, and for
# `memcmp`, whose leak must be seen. Exit code: 0 no leak seen, 1 a leak, 2 the measurement cannot tell.
#
#   benchmarks/constant_time.sh [MEASUREMENTS]    of each, three times; 300000 unless given
#   CXX=clang++-19 benchmarks/constant_time.sh    what another compiler makes of it

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p build/constant_time
"${CXX:-c++}" -std=c++20 -O2 -Iinclude benchmarks/constant_time.cpp -o build/constant_time/constant_time -lcrypto
exec build/constant_time/constant_time "$@"
