#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Installs what is missing on a Debian or Ubuntu; elsewhere says what is needed.
#
#   cmake/install-dependencies.sh examples     what the examples need
#   cmake/install-dependencies.sh shop         … and the shop
#   cmake/install-dependencies.sh browser      … and its test in a browser, and the examples with web servers
#   cmake/install-dependencies.sh tests        what the examples and the tests need
#   cmake/install-dependencies.sh ci           … and for formatting, the newest clang, libc++, another Debian and the gateways' SDKs
#   cmake/install-dependencies.sh benchmarks   what the benchmarks need
#   cmake/install-dependencies.sh docs         what the site needs; no compiler
#
# Nothing is ever removed, but for another version of libc++ where CI is set. Run again, it only looks.

set -euo pipefail

purpose=${1:-}
case $purpose in
    examples | shop | browser | tests | ci | benchmarks | docs) ;;
    *)
        echo "usage: ${0##*/} examples|shop|browser|tests|ci|benchmarks|docs" >&2
        exit 2
        ;;
esac

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

say() { printf '%s\n' "$*"; }
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

at_least() { # wanted given
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

awesome_css=${DOXYGEN_AWESOME_CSS:-/usr/share/doxygen-awesome-css}

has() { command -v "$1" >/dev/null 2>&1; }
has_cmake() { has cmake && at_least 3.24 "$(cmake --version | sed -n '1s/[^0-9]*\([0-9.]*\).*/\1/p')"; }
has_gxx() { has g++ && at_least 12 "$(g++ -dumpversion)"; }

say_what_is_needed() {
    say "tollgate needs, for its $purpose:"
    if [ "$purpose" = docs ]; then
        say "  Doxygen 1.9.4, MkDocs 1.4 with the theme Material 8.2, doxygen-awesome-css 2.1, python 3.9, or newer"
        return
    fi
    say "  a C++20 compiler: g++ 12 or newer, or clang 16 or newer"
    say "  cmake 3.24 or newer, ninja; ccache if you like"
    say "  Boost 1.81 or newer, with Boost.JSON compiled"
    say "  OpenSSL 3 and Crypto++ 8.7, or newer, with their headers"
    say "  doctest 2.4.9 or newer"
    if [ "$purpose" = tests ] || [ "$purpose" = ci ]; then
        say "  python 3.9 or newer"
        say "  to run every test: g++ and clang++-19 both, meson, pkg-config; SOCI 4.0.3 with SQLite and PostgreSQL 13, or newer"
    fi
    if [ "$purpose" = shop ] || [ "$purpose" = browser ]; then
        say "  cpp-httplib 0.11, SOCI 4.0.3 with SQLite and PostgreSQL, or newer"
    fi
    if [ "$purpose" = browser ]; then
        say "  Chromium and its driver, Selenium for Python, npm; POCO and CivetWeb if you like"
    fi
    if [ "$purpose" = ci ]; then
        say "  clang-format 19, as clang-format-19; the newest clang, libc++ 19, debootstrap; node 18 and npm; nginx"
    fi
    if [ "$purpose" = benchmarks ]; then
        say "  Google Benchmark, libcurl with OpenSSL, nlohmann/json, SOCI, PostgreSQL, valgrind, python3; node 18 and npm if you like"
    fi
}

# --- without apt: is everything there already? -----------------------------------------------------------------

if ! has apt-get || ! has dpkg-query; then
    missing=()
    if [ "$purpose" = docs ]; then
        has python3 || missing+=(python3)
        has doxygen || missing+=(doxygen)
        has mkdocs || missing+=("mkdocs with the theme Material")
        [ -f "$awesome_css/doxygen-awesome.css" ] ||
            missing+=("doxygen-awesome-css, whose folder DOXYGEN_AWESOME_CSS names")
        if [ ${#missing[@]} -eq 0 ]; then
            say "Everything that is needed is there."
            exit 0
        fi
        say_what_is_needed >&2
        say "missing here:" >&2
        printf '  %s\n' "${missing[@]}" >&2
        fail "there is no apt on this machine: please install these, then run the same command again."
    fi
    has_cmake || missing+=("cmake >= 3.24")
    has ninja || missing+=("ninja")
    has c++ || has g++ || has clang++ || [ -n "${CXX:-}" ] || missing+=("a C++ compiler")
    if [ "$purpose" != examples ] && [ "$purpose" != shop ]; then
        has python3 || missing+=("python3")
    fi
    if [ "$purpose" = ci ]; then
        has meson || missing+=("meson")
        has clang++-19 || missing+=("clang++-19")
        has clang-format-19 || missing+=(clang-format-19)
        has node || missing+=("node >= 18")
        has npm || missing+=(npm)
    fi
    if [ ${#missing[@]} -eq 0 ]; then
        cat >"$scratch/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.24)
project(look LANGUAGES CXX)
include("$here/tollgate-dependencies.cmake")
tollgate_require_dependencies(\${tollgate_known_components})
find_package(doctest 2.4.9 CONFIG REQUIRED)
END
        if cmake -G Ninja -S "$scratch" -B "$scratch/build" >"$scratch/log" 2>&1; then
            say "Everything that is needed is there."
            exit 0
        fi
        grep -A 6 'CMake Error' "$scratch/log" >&2 || cat "$scratch/log" >&2
        missing+=("libraries: see CMake's words above")
    fi
    say_what_is_needed >&2
    say "missing here:" >&2
    printf '  %s\n' "${missing[@]}" >&2
    fail "there is no apt on this machine: please install these, then run the same command again."
fi

# --- with apt --------------------------------------------------------------------------------------------------

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
on_offer() { apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [0-9]' >/dev/null; }

# The versions of Boost for which LIST names both packages, ours or newer, newest first.
boost_versions() {
    local version
    sed -n 's/^libboost\([0-9][0-9]*\.[0-9][0-9]*\)-dev$/\1/p' "$1" | sort -rV | while read -r version; do
        if at_least 1.81 "$version" && grep -qx "libboost-json$version-dev" "$1"; then
            say "$version"
        fi
    done
}

# Sets `missing`. The commands may come from elsewhere than from a package; only what is not there is named.
look() {
    missing=()
    local package
    if [ "$purpose" = docs ]; then
        for package in doxygen mkdocs mkdocs-material doxygen-awesome-css; do
            installed "$package" || missing+=("$package")
        done
        has python3 || missing+=(python3)
        return
    fi
    has_gxx || missing+=(g++)
    has_cmake || missing+=(cmake)
    has ninja || missing+=(ninja-build)
    has ccache || missing+=(ccache)

    # dpkg-query fails where no such package is known, which is an answer too.
    dpkg-query -W -f='${db:Status-Status} ${Package}\n' 'libboost*-dev' 2>/dev/null |
        sed -n 's/^installed //p' >"$scratch/boost" || true
    if [ -z "$(boost_versions "$scratch/boost")" ]; then
        local newest
        apt-cache search --names-only '^libboost(-json)?[0-9.]+-dev$' | cut -d ' ' -f 1 >"$scratch/boost-offered"
        newest=$(boost_versions "$scratch/boost-offered" | sed -n 1p)
        missing+=("libboost${newest:-1.81}-dev" "libboost-json${newest:-1.81}-dev")
    fi

    for package in libcrypto++-dev libssl-dev doctest-dev; do
        installed "$package" || missing+=("$package")
    done

    if [ "$purpose" = tests ] || [ "$purpose" = ci ]; then
        has clang++-19 || missing+=(clang-19)
        installed libclang-rt-19-dev || missing+=(libclang-rt-19-dev)
        has python3 || missing+=(python3)
        has meson || missing+=(meson)
        has pkg-config || missing+=(pkg-config)
        for package in libsoci-dev libsqlite3-dev libpq-dev postgresql; do
            installed "$package" || missing+=("$package")
        done
    fi
    if [ "$purpose" = shop ] || [ "$purpose" = browser ]; then
        for package in libcpp-httplib-dev libsoci-dev libsqlite3-dev libpq-dev; do
            installed "$package" || missing+=("$package")
        done
    fi
    if [ "$purpose" = browser ]; then
        for package in chromium chromium-driver python3-selenium libpoco-dev libcivetweb-dev; do
            installed "$package" || missing+=("$package")
        done
        has npm || missing+=(npm)
    fi
    if [ "$purpose" = ci ]; then
        has clang-format-19 || missing+=(clang-format-19)
        installed libc++-19-dev || missing+=(libc++-19-dev)
        has debootstrap || missing+=(debootstrap)
        has node || missing+=(nodejs)
        has npm || missing+=(npm)
        [ -x /usr/sbin/nginx ] || has nginx || missing+=(nginx)
        local newest_clang
        newest_clang=$(apt-cache search --names-only '^clang-[0-9]+$' | sed -n 's/^clang-\([0-9]*\) .*/\1/p' | sort -n | tail -n 1)
        has "clang++-${newest_clang:-19}" || missing+=("clang-$newest_clang")
    fi
    if [ "$purpose" = benchmarks ]; then
        for package in libbenchmark-dev libcurl4-openssl-dev nlohmann-json3-dev libsoci-dev libsqlite3-dev libpq-dev postgresql; do
            installed "$package" || missing+=("$package")
        done
        has valgrind || missing+=(valgrind)
        has python3 || missing+=(python3)
    fi
}

look
if [ ${#missing[@]} -eq 0 ]; then
    say "Everything that is needed is installed."
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! has sudo; then
        say "missing here: ${missing[*]}" >&2
        fail "to install them needs root, and there is no sudo: run \`apt-get install ${missing[*]}\` as root."
    fi
    as_root=(sudo)
    if [ -n "${CI:-}" ]; then
        as_root+=(--non-interactive) # nobody is there to type a password
    fi
fi

apt() {
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
        apt-get -o DPkg::Lock::Timeout=300 "$@" >"$scratch/log" 2>&1 </dev/null; then
        cat "$scratch/log" >&2
        return 1
    fi
}

say "Reading what apt offers ..."
apt -q update || fail "apt-get update failed; its words are above."

look # the version of Boost on offer may have become known only now
wanted=()
for package in "${missing[@]}"; do
    if on_offer "$package"; then
        wanted+=("$package")
    elif [[ $package == *clang* && -z ${CI:-} ]]; then
        say "Not on offer here: $package. What needs it is left out."
    else
        say_what_is_needed >&2
        fail "apt does not offer $package."
    fi
done
if [ ${#wanted[@]} -eq 0 ]; then
    exit 0
fi

may_remove=--no-remove
if [ "$purpose" = ci ] && [ -n "${CI:-}" ]; then
    # Debian's versions of libc++ exclude each other, and a machine for CI needs no other than the one that is tested.
    apt -q install --simulate --no-install-recommends "${wanted[@]}" || true # what fails here fails below, where it is told
    if ! sed -n 's/^Remv //p' "$scratch/log" | grep -qvE '^(libc\+\+|libunwind-)'; then
        may_remove=
    fi
fi

say "Installing ${wanted[*]} ..."
if ! apt -q install --yes --no-install-recommends ${may_remove:+"$may_remove"} "${wanted[@]}"; then
    if grep -q 'need to be removed' "$scratch/log"; then
        say "apt would have to remove other packages (Debian's versions of Boost exclude each other, and those of libc++)." >&2
        say "If you agree, run: apt-get install ${wanted[*]}" >&2
    fi
    fail "apt-get install failed; its words are above."
fi
if [ "$purpose" = docs ]; then
    say "Installed."
    exit 0
fi
has_gxx || fail "the g++ on offer here is older than 12."
has_cmake || fail "the cmake on offer here is older than 3.24."
say "Installed."
