#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Measures the records on SQLite, with its file in this folder, and on a PostgreSQL of its own where there is one, with its files below
# TMPDIR, as its user may not enter this folder; both are to be on one disk:
#
#   benchmarks/records/run.sh <tollgate_records> <turns> <folder>

set -euo pipefail

program=$1 turns=$2 folder=$3
if [ ! -x "$program" ]; then
    echo "SKIPPED: the records need SOCI" >&2
    exit 0
fi
rm -rf "$folder"
mkdir -p "$folder"
"$program" sqlite "$folder/records.db" "$turns"

bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
[ -x "$bin/initdb" ] || bin=
if [ -z "$bin" ] && ! command -v initdb >/dev/null; then
    echo "SKIPPED: no PostgreSQL on this machine" >&2
    exit 0
fi
as=()
if [ "$(id -u)" -eq 0 ]; then # the server does not run as root
    as=(runuser -u postgres --)
fi
server=$(mktemp -d "${TMPDIR:-/tmp}/tollgate-benchmark-XXXXXX")
[ ${#as[@]} -eq 0 ] || chown postgres "$server"
run_of_server() { # where the server's user may be
    local name=$1
    shift
    (cd / && "${as[@]}" "${bin:+$bin/}$name" "$@")
}
stop() {
    if [ -e "$server/data/postmaster.pid" ]; then # not where it did not start
        run_of_server pg_ctl -D "$server/data" -m immediate stop >/dev/null
    fi
    rm -rf "$server"
}
trap stop EXIT
run_of_server initdb -D "$server/data" -U records -A trust >"$server/initdb.log"
run_of_server pg_ctl -D "$server/data" -l "$server/server.log" -w start -o "-k $server -c listen_addresses=''" >/dev/null
"$program" postgresql "host=$server user=records dbname=postgres" "$turns"
