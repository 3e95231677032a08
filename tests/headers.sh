#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Has compilers look at every header: each alone with the system's compiler, and all together with every compiler and
# standard library that is found. Nothing is linked. What Boost, Asio or OpenSSL no longer recommend is an error.
# Alone, as with the compiled libraries, where a header is not followed by its .ipp: those are looked at alone, too, so that
# what a file uses is found by itself in either way to use the library.
# Installs nothing; where SOCI is not there, what includes it is left out.
#
#   tests/headers.sh [alone|together]    both, unless one is asked for

set -euo pipefail

parts=${1:-both}
if [ $# -gt 1 ] || ! [[ $parts =~ ^(alone|together|both)$ ]]; then
    echo "usage: tests/headers.sh [alone|together]" >&2
    exit 2
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

say() { printf '%d:%02d  %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*"; }
has() { command -v "$1" >/dev/null 2>&1; }

flags=(-fsyntax-only -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -Iinclude
    -DBOOST_ASIO_NO_DEPRECATED -DBOOST_FILESYSTEM_NO_DEPRECATED -DOPENSSL_NO_DEPRECATED)

# tollgate/json_src.hpp, src.hpp and src/ are source files by another name: they compile Boost.JSON, and what is no template.
mapfile -t headers < <(cd include && find tollgate -name '*.hpp' ! -path 'tollgate/*src.hpp' ! -path 'tollgate/src/*' | sort)

own=${CXX:-c++}
if has pg_config; then
    flags+=(-isystem "$(pg_config --includedir)") # which SOCI's headers do not name
fi
printf '#include <soci/%s>\n' soci.h sqlite3/soci-sqlite3.h postgresql/soci-postgresql.h >"$scratch/soci.cpp"
mapfile -t files < <(printf '%s\n' "${headers[@]}" && cd include && find tollgate -name '*.ipp' | sort)
if ! "$own" -std=c++20 "${flags[@]}" "$scratch/soci.cpp" 2>/dev/null; then
    say "no SOCI here: left out"
    mapfile -t headers < <(printf '%s\n' "${headers[@]}" | grep -v 'soci_')
    mapfile -t files < <(printf '%s\n' "${files[@]}" | grep -v 'soci_')
fi
printf '#include <%s>\n' "${headers[@]}" >"$scratch/everything.cpp"
failed=()

alone() { # number file
    printf '#include <%s>\n' "$2" >"$scratch/$1.cpp"
    "$own" -std=c++20 "${flags[@]}" -DTOLLGATE_SEPARATE_COMPILATION "$scratch/$1.cpp" >"$scratch/$1.log" 2>&1 && return
    printf '      %s does not compile alone:\n' "$2"
    head -n 20 "$scratch/$1.log"
    echo "$2" >>"$scratch/failed"
}
if [ "$parts" != together ]; then
    say "${#files[@]} headers and .ipp files, each alone: $($own --version | head -n 1)"
    jobs=$(nproc)
    for number in "${!files[@]}"; do
        if [ "$number" -ge "$jobs" ]; then
            wait -n || true # what failed is written down
        fi
        alone "$number" "${files[number]}" &
    done
    wait
fi
if [ -e "$scratch/failed" ]; then
    mapfile -t failed <"$scratch/failed"
fi

together() { # what compiler flag...
    local what=$1
    shift
    say "all together: $what"
    if ! "$@" "${flags[@]}" "$scratch/everything.cpp"; then
        failed+=("$what")
    fi
}
if [ "$parts" != alone ]; then
    if has g++; then
        together "g++ $(g++ -dumpfullversion), C++20" g++ -std=c++20
        together "g++ $(g++ -dumpfullversion), C++23" g++ -std=c++23
    fi
    echo '#include <version>' >"$scratch/libcxx.cpp"
    # A version of clang has it in its program's name.
    for clang in $(compgen -c clang++- | grep -xE 'clang\+\+-(1[6-9]|[2-9][0-9])' | sort -uV); do
        together "$clang, C++20" "$clang" -std=c++20
        together "$clang, C++23" "$clang" -std=c++2b # as clang 16 calls it, and later ones too
        # A libc++ that is newer than what a clang is told to use warns.
        if "$clang" -stdlib=libc++ -std=c++20 -Werror -fsyntax-only "$scratch/libcxx.cpp" 2>/dev/null; then
            together "$clang with libc++, C++20" "$clang" -stdlib=libc++ -std=c++20
            together "$clang with libc++, C++23" "$clang" -stdlib=libc++ -std=c++2b
        else
            say "no libc++ for $clang here: left out"
        fi
    done
fi

if [ ${#failed[@]} -ne 0 ]; then
    say "headers: FAILED: ${failed[*]}"
    exit 1
fi
say "headers: passed."
