#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Builds the tutorial's programs and runs the last one, which takes a payment; installs first what is missing.

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

say "3. Building the tutorial with $(nproc) jobs; the first time takes a minute or two ..."
cmake --build --preset examples --target tollgate_tutorial --parallel "$(nproc)"

say "4. Running take_a_payment:"
say ""
exec build/examples/examples/take_a_payment
