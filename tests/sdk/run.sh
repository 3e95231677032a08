#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# What other clients of the gateways judge: for Stripe, Adyen, Razorpay and PayPal the gateway's own SDK, for YooKassa, Paystack, WeChat Pay and
# Redsys third-party packages. Installs them, builds ours/ and the sandbox program, compares what is sent and read, and has them call the
# sandbox. Needs node 18 and npm. No gateway is contacted; where npm gets packages from is, once.
#
#   tests/sdk/run.sh [gateway ...]
#
# SDK_SANDBOX names a sandbox program that is built already. Exits with 77 where the SDKs cannot be had.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

left_out() {
    printf 'Left out: %s\n' "$*" >&2
    exit 77
}
for program in node npm; do
    command -v $program >/dev/null || left_out "there is no $program here"
done
if ! [ node_modules/.package-lock.json -nt package-lock.json ]; then
    npm ci --ignore-scripts --loglevel=error || left_out "npm could not install the SDKs"
fi

build=${SDK_BUILD:-../../build/sdk}
mkdir -p "$build"
compiler=${CXX:-g++}
flags="-std=c++20 -O0 -g0 -Wall -Wextra -I../../include"
if [[ $($compiler --version) == *'Free Software Foundation'* ]]; then
    flags+=" --param=ggc-min-heapsize=1000000" # as in cmake/development.cmake
fi
if command -v ccache >/dev/null; then
    compiler="ccache $compiler"
fi
sandbox=${SDK_SANDBOX:-$build/sandbox_server}
sources=(ours/*.cpp)
objects=()
for source in "${sources[@]}"; do
    objects+=("$build/$(basename "$source" .cpp).o")
done
if [ -z "${SDK_SANDBOX:-}" ]; then
    sources=(../../examples/3_apps/sandbox_server.cpp "${sources[@]}") # it takes the longest
fi
printf '%s\n' "${sources[@]}" | xargs -P "$(nproc)" -I SOURCE sh -c \
    "${SDK_SLOT:-} $compiler $flags -c SOURCE -o $build/\$(basename SOURCE .cpp).o"
$compiler -o "$build/ours" "${objects[@]}" -lboost_json -lcryptopp
if [ -z "${SDK_SANDBOX:-}" ]; then
    $compiler -o "$sandbox" "$sandbox.o" -lboost_json -lcryptopp -lssl -lcrypto -lpthread
fi

node compare.mjs "$build/ours" "$@"
node call.mjs "$sandbox" "$@"
