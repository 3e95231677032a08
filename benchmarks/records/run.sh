#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Measures the records on SQLite, and on a PostgreSQL of its own where there is one, both with their files on the disk of this folder:
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

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
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
stop() {
    "${as[@]}" "${bin:+$bin/}pg_ctl" -D "$server/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$server"
}
trap stop EXIT
cd /
"${as[@]}" "${bin:+$bin/}initdb" -D "$server/data" -U records -A trust >"$server/initdb.log"
"${as[@]}" "${bin:+$bin/}pg_ctl" -D "$server/data" -l "$server/server.log" -w start \
    -o "-k $server -c listen_addresses=''" >/dev/null
cd - >/dev/null
"$program" postgresql "host=$server user=records dbname=postgres" "$turns"
