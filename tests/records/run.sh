#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Records at scale, each test a program of its own that starts others and kills them:
#
#   killed-anywhere-sqlite, killed-anywhere-postgresql
#                       who takes payments is killed at each step and at random moments, while the gateway drops answers and delays
#                       them; then the gateway's books and the journal agree
#   two-at-once         four processes, each order given to two of them at once, killed at random: each is sent once
#   hostile-callbacks   three listeners behind nginx, killed at random; callbacks come twice, in any order, forged and cut: each genuine
#                       one has its effect once
#
#   tests/records/run.sh [full] [seed=N] [TEST...]
#
# With small numbers unless `full`; all tests unless some are named. What goes wrong at the gateway, and when somebody is killed, comes of
# the seed; what that meets, of the machine. Needs nginx and PostgreSQL.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

moments=40 orders=300 workers_killed=16 callbacks=400 listeners_killed=10
seed=$((RANDOM * 32768 + RANDOM))
size=
tests=()
for argument in "$@"; do
    case $argument in
        full)
            moments=500 orders=10000 workers_killed=200 callbacks=10000 listeners_killed=100
            size="full "
            ;;
        seed=*) seed=${argument#seed=} ;;
        killed-anywhere-sqlite | killed-anywhere-postgresql | two-at-once | hostile-callbacks) tests+=("$argument") ;;
        *)
            sed -n '/^$/q; s/^#  \{0,1\}//p' <(sed 1,4d "${BASH_SOURCE[0]}") >&2
            exit 2
            ;;
    esac
done
if [ ${#tests[@]} -eq 0 ]; then
    tests=(killed-anywhere-sqlite killed-anywhere-postgresql two-at-once hostile-callbacks)
fi

# In the folder of the unit tests, for what they have compiled.
if ! [ -f build/default/CMakeCache.txt ]; then
    cmake --preset default >/dev/null
fi
cmake --build build/default --target tollgate_records_at_scale --parallel "$(nproc)"
program=$(find build/default -name tollgate_records_at_scale -type f -perm -u+x)

# To be killed is not to lose power: SQLite's file need not reach a disk.
folder=/tmp
if [ -w /dev/shm ]; then
    folder=/dev/shm
fi

# Two at a time: mostly they wait.
failed=()
running=()
await_first() {
    local name=${running[0]%:*}
    wait "${running[0]#*:}" || failed+=("$name")
    running=("${running[@]:1}")
}
for name in "${tests[@]}"; do
    case $name in
        killed-*) numbers=(kills=$moments) ;;
        two-*) numbers=(orders=$orders kills=$workers_killed) ;;
        hostile-*) numbers=(callbacks=$callbacks kills=$listeners_killed) ;;
    esac
    if [ ${#running[@]} -eq 2 ]; then
        await_first
    fi
    "$program" "$name" seed="$seed" folder=$folder "${numbers[@]}" &
    running+=("$name:$!")
done
while [ ${#running[@]} -gt 0 ]; do
    await_first
done

if [ ${#failed[@]} -gt 0 ]; then
    echo "FAILED, after $SECONDS s. Once more: tests/records/run.sh ${size}seed=$seed ${failed[*]}"
    exit 1
fi
echo "Records at scale: passed, in $SECONDS s, with seed=$seed."
