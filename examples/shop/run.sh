#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Builds the shop and the sandbox, installs first what is missing, and opens both; a shop that is killed (SIGKILL) is started again, on a
# terminal when Enter is pressed. Ctrl+C closes them.
#
#   examples/shop/run.sh [OPTION OF THE SHOP ...]     such as --port 8000, --database postgresql://...
#   examples/shop/run.sh --production                 says what real accounts need

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."

say() { printf '%s\n' "$*"; }

if [ "${1:-}" = --production ]; then
    cat <<'END'
With real accounts the shop needs no sandbox. Build it (examples/shop/run.sh does), then:

    export CACTUS_MERCHANT_ID=... CACTUS_SITE_ID=... CACTUS_SALT=...
    export STRIPE_SECRET_KEY=... STRIPE_WEBHOOK_SECRET=...
    export REDSYS_MERCHANT=... REDSYS_TERMINAL=... REDSYS_KEY=...
    export ONE_PAYMENT_PARTNER_ID=... ONE_PAYMENT_PROJECT_ID=... ONE_PAYMENT_KEY=...
    export SHOP_URL=https://shop.example       # where payers and gateways find it: a reverse proxy with TLS
    build/examples/examples/shop/shop --production --pages examples/shop/pages --database shop.sqlite

Tell the gateways where callbacks go: $SHOP_URL/callbacks/cactus, /callbacks/1payment and /callbacks/stripe; Redsys is told
with each payment. The terminal at Redsys has the shop's currency, and signs by HMAC_SHA512_V2. The table of orders, /merchant,
belongs behind a password of the proxy's. In the code one line differs: `network_for` in examples/shop/gateways.cpp.
END
    exit
fi

port=8080
for ((i = 1; i < $#; ++i)); do
    if [ "${!i}" = --port ]; then
        next=$((i + 1))
        port=${!next}
    fi
done

say "1. Looking for what is needed ..."
cmake/install-dependencies.sh shop

if [ -z "${NINJA_STATUS:-}" ]; then
    export NINJA_STATUS="[%f/%t, %es] "
fi
say "2. Configuring ..."
cmake --preset shop >/dev/null # its warnings and errors are still seen
say "3. Building the shop with $(nproc) jobs; the first time takes a minute or two ..."
cmake --build --preset shop --target tollgate_shop_programs --parallel "$(nproc)"

kept=build/examples/shop-data
mkdir -p "$kept"
built=build/examples/examples
started=()
# One that has ended already is no failure.
trap 'kill "${started[@]}" 2>/dev/null || true' EXIT
say "4. Opening the sandbox, which plays the gateways, and the shop:"
say ""
rm -f "$kept/sandbox-ca.pem"
"$built/sandbox_server" --gateway cactus --gateway 1payment --gateway stripe --gateway redsys --port 8443 --ca "$kept/sandbox-ca.pem" \
    --callbacks "http://127.0.0.1:$port/callbacks" >"$kept/sandbox.log" 2>&1 &
started+=($!)
for _ in $(seq 100); do
    [ ! -s "$kept/sandbox-ca.pem" ] || break
    kill -0 "${started[0]}" 2>/dev/null || { cat "$kept/sandbox.log" >&2; exit 1; }
    sleep 0.1
done
say "Put something into the cart and pay: the gateway's page is the sandbox's. Orders are kept in $kept/shop.sqlite, the"
say "sandbox's books in its memory. Kill the shop in the middle of it and start it again: the order is right."
while true; do
    say ""
    "$built/shop/shop" --pages examples/shop/pages --database "$kept/shop.sqlite" --sandbox-ca "$kept/sandbox-ca.pem" "$@" &
    started[1]=$!
    say "To kill it: kill -9 ${started[1]}"
    status=0
    wait "${started[1]}" 2>/dev/null || status=$? # without the shell's own words about it
    if [ $status -ne $((128 + 9)) ]; then
        exit $status
    fi
    say ""
    say "The shop was killed."
    if [ -t 0 ]; then
        read -r -p "Pay on the gateway's page meanwhile, if you like; press Enter to start it again. "
    fi
done
