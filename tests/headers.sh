#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Has compilers look at every header: each alone with the system's compiler, and all together with every compiler and
# standard library that is found. Nothing is linked. What Boost, Asio or OpenSSL no longer recommend is an error.
# Alone, as with the compiled libraries, where a header is not followed by its .ipp: those are looked at alone, too, so that
# what a file uses is found by itself in either way to use the library. A file that another one includes before anything else is
# looked at with that: nothing stands before it there, either.
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
own_flags=()
if [[ $("$own" --version) == *'Free Software Foundation'* ]]; then
    own_flags=(--param=ggc-min-heapsize=1000000) # as in cmake/development.cmake
fi
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

# One for each processor at a time.
started=0
start() { # function argument...
    if [ $((++started)) -gt "$(nproc)" ]; then
        wait -n || true # what failed has been written down
    fi
    "$@" &
}

# Includes of the library that stand before everything but comments, include guards and #pragma once.
first_includes() { # file...
    awk 'FNR == 1 { looking = 1 }
        !looking || /^ *(\/\/|$)/ || /^#(ifndef|define) TOLLGATE_[A-Z_0-9]*_[HI]PP$/ || /^#pragma once$/ { next }
        { looking = 0 }
        /^#include <tollgate\/.*>/ { gsub(/^#include <|>.*/, ""); print }' "$@"
}

alone() { # number file
    printf '#include <%s>\n' "$2" >"$scratch/$1.cpp"
    "$own" -std=c++20 "${own_flags[@]}" "${flags[@]}" -DTOLLGATE_SEPARATE_COMPILATION "$scratch/$1.cpp" >"$scratch/$1.log" 2>&1 && return
    printf '      %s does not compile alone:\n' "$2"
    head -n 20 "$scratch/$1.log"
    echo "$2" >>"$scratch/failed"
}
if [ "$parts" != together ]; then
    all=${#files[@]}
    (cd include && first_includes "${files[@]}") | sort -u >"$scratch/first"
    mapfile -t files < <(printf '%s\n' "${files[@]}" | grep -vxFf "$scratch/first")
    say "$all headers and .ipp files, each alone, in ${#files[@]} runs: $($own --version | head -n 1)"
    for number in "${!files[@]}"; do
        start alone "$number" "${files[number]}"
    done
fi

together() { # what compiler flag...
    local what=$1 said
    shift
    say "all together: $what"
    said=$("$@" "${flags[@]}" "$scratch/everything.cpp" 2>&1) && return
    printf '      with %s:\n%s\n' "$what" "$said"
    echo "$what" >>"$scratch/failed"
}
if [ "$parts" != alone ]; then
    if has g++; then
        start together "g++ $(g++ -dumpfullversion), C++20" g++ -std=c++20
        start together "g++ $(g++ -dumpfullversion), C++23" g++ -std=c++23
    fi
    echo '#include <version>' >"$scratch/libcxx.cpp"
    # A version of clang has it in its program's name.
    for clang in $(compgen -c clang++- | grep -xE 'clang\+\+-(1[6-9]|[2-9][0-9])' | sort -uV); do
        start together "$clang, C++20" "$clang" -std=c++20
        start together "$clang, C++23" "$clang" -std=c++2b # as clang 16 calls it, and later ones too
        # A libc++ that is newer than what a clang is told to use warns.
        if "$clang" -stdlib=libc++ -std=c++20 -Werror -fsyntax-only "$scratch/libcxx.cpp" 2>/dev/null; then
            start together "$clang with libc++, C++20" "$clang" -stdlib=libc++ -std=c++20
            start together "$clang with libc++, C++23" "$clang" -stdlib=libc++ -std=c++2b
        else
            say "no libc++ for $clang here: left out"
        fi
    done
fi

wait
if [ -e "$scratch/failed" ]; then
    say "headers: FAILED: $(paste -sd ';' "$scratch/failed")"
    exit 1
fi
say "headers: passed."
