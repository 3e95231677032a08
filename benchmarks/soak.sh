#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Client and listener at full load against an HTTPS server in the same process: prints memory and descriptors each
# minute, and fails if memory grows by more than 1 MiB in a minute after the second, or a descriptor stays open.
#
#   benchmarks/soak.sh [MINUTES]    10 unless given, at least 3

set -euo pipefail

minutes=${1:-10}
if [ $# -gt 1 ] || ! [[ $minutes =~ ^[0-9]+$ ]] || [ "$minutes" -lt 3 ]; then
    echo "usage: benchmarks/soak.sh [MINUTES], at least 3" >&2
    exit 2
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."

launcher=()
if command -v ccache >/dev/null; then
    launcher=(ccache)
fi
mkdir -p build/soak
echo "building ..."
"${launcher[@]}" "${CXX:-c++}" -std=c++20 -O2 -Iinclude -c benchmarks/soak.cpp -o build/soak/soak.o
"${CXX:-c++}" build/soak/soak.o -o build/soak/soak -lboost_json -lcryptopp -lssl -lcrypto -lpthread
echo "under load for $minutes minutes ..."
exec build/soak/soak "$minutes"
