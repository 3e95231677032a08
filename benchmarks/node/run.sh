#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Times the npm packages `stripe` and `standardwebhooks`, on one core. Exits with 77 where there is no node 18, no npm, or no
# way to the packages.
#
#   benchmarks/node/run.sh <the program tollgate_deliveries> <turns> <folder for the packages>

set -euo pipefail

program=$(realpath "$1")
turns=$2
mkdir -p "$3"
folder=$(realpath "$3")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

skip() {
    echo "node: left out: $*" >&2
    exit 77
}

command -v node >/dev/null || skip "node is not installed"
command -v npm >/dev/null || skip "npm is not installed"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ] || skip "node is older than 18"
if [ ! -d "$folder/node_modules/stripe" ] || [ ! -d "$folder/node_modules/standardwebhooks" ]; then
    echo '{"private": true}' >"$folder/package.json"
    npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error \
        standardwebhooks@1.1.1 stripe@23.1.0 >"$folder/npm.log" 2>&1 ||
        skip "the packages cannot be installed: $(tail -n 1 "$folder/npm.log")"
fi
"$program" >"$folder/deliveries.tsv"
one_core=()
if command -v taskset >/dev/null; then
    one_core=(taskset --cpu-list 0)
fi
"${one_core[@]}" node --single-threaded-gc "$here/webhooks.mjs" "$folder/deliveries.tsv" "$folder" "$turns"
