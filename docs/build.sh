#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Builds the site, pages and reference, into build/docs/html; installs Doxygen first if it is missing. A warning is an error.

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*"; }

if ! command -v doxygen >/dev/null; then
    if ! command -v apt-get >/dev/null; then
        say "error: Doxygen 1.9.4 or newer is needed, and there is no apt on this machine." >&2
        exit 1
    fi
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo ${CI:+--non-interactive})
    fi
    say "Installing doxygen ..."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update >/dev/null
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install --yes --no-install-recommends doxygen >/dev/null
fi

version=$(sed -n 's/^#define TOLLGATE_VERSION_STRING "\(.*\)"$/\1/p' include/tollgate/version.hpp)
rm -rf build/docs
mkdir -p build/docs
TOLLGATE_VERSION=$version doxygen docs/Doxyfile
say "The site of $version: build/docs/html/index.html"
