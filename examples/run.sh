#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Builds the tutorial's last program, which takes a payment, and runs it; installs first what is missing.

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*"; }

say "1. Looking for what is needed ..."
cmake/install-dependencies.sh examples

if [ -z "${NINJA_STATUS:-}" ]; then
    export NINJA_STATUS="[%f/%t, %es] "
fi

say "2. Configuring ..."
cmake --preset examples >/dev/null # its warnings and errors are still seen

say "3. Building with $(nproc) jobs; the first time takes about a minute ..."
cmake --build --preset examples --target tollgate_example_take_a_payment --parallel "$(nproc)"

say "4. Running take_a_payment:"
say ""
build/examples/examples/take_a_payment
say ""
say "Next:"
say "  a shop to click through      examples/shop/run.sh"
say "  the tutorial, step by step   docs/tutorial.md; cmake --build --preset examples --target tollgate_tutorial"
say "  a gateway of your own        docs/write-a-provider.md"
say "  does it work here?           tests/run.sh"
