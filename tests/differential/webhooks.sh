#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Compares how tollgate and the npm packages `standardwebhooks` and `stripe` judge the same deliveries. Exits with 77 where
# there is no node 18, no npm, or no way to the packages.
#
#   cmake --build <folder> --target tollgate_differential
#   tests/differential/webhooks.sh <folder>/tests/tollgate_differential

set -euo pipefail

if [ $# -ne 1 ] || [ ! -x "$1" ]; then
    echo "usage: tests/differential/webhooks.sh <the program tollgate_differential>" >&2
    exit 2
fi
program=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

skip() {
    echo "differential: skipped: $*"
    exit 77
}

command -v node >/dev/null || skip "node is not installed"
command -v npm >/dev/null || skip "npm is not installed"
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 18 ] || skip "node is older than 18"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo '{"private": true}' >"$folder/package.json"
npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error \
    standardwebhooks@1.1.1 stripe@23.1.0 >"$folder/npm.log" 2>&1 ||
    skip "the packages cannot be installed: $(tail -n 1 "$folder/npm.log")"

node "$here/webhooks.mjs" "$program" "$folder"
