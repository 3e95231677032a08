#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Does in a bare Debian what a new user would: README's first command, then the tests.
#
#   tests/distributions.sh 12|13 [core|default|all [CMAKE OPTION...]]
#
#   core       examples/run.sh, all headers together, and the tests without a network (this, unless another is named)
#   default    examples/run.sh and tests/run.sh: README's two commands
#   all        examples/run.sh and tests/run.sh complete
#
# The Debian is made anew each time, by debootstrap, in build/distributions; where packages come from is taken from this
# machine's apt. That needs root, debootstrap and unshare: without them it says so and exits with 77. What fails in there fails here.

set -euo pipefail

release=${1:-}
extent=${2:-core}
case $release in
    12) name=bookworm ;;
    13) name=trixie ;;
    *) name= ;;
esac
if [ -z "$name" ] || ! [[ $extent =~ ^(core|default|all)$ ]]; then
    echo "usage: tests/distributions.sh 12|13 [core|default|all [CMAKE OPTION...]]" >&2
    exit 2
fi
shift $(($# > 1 ? 2 : 1))
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%d:%02d  Debian %s: %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$release" "$*"; }
skip() {
    say "SKIPPED: $*"
    exit 77
}

[ "$(id -u)" -eq 0 ] || skip "only root can make one."
for tool in debootstrap unshare apt-get apt-config chroot; do
    command -v $tool >/dev/null || skip "there is no $tool on this machine."
done
unshare --mount true 2>/dev/null || skip "this machine allows no mounts of its own."

# The archive that this machine itself is installed from; its suites for updates and security are others.
mirror=$(apt-get indextargets --format '$(ORIGIN) $(RELEASE) $(COMPONENT) $(SITE)' 'Created-By: Packages' |
    awk '$1 == "Debian" && $2 !~ /-/ && $3 == "main" { print $4; exit }')
[ -n "$mirror" ] || skip "this machine's apt knows no archive of Debian."

mkdir -p build/distributions
root=$PWD/build/distributions/debian-$release
log=$root.log
rm -rf "$root"

say "making it ..."
if ! debootstrap --variant=minbase "$name" "$root" "$mirror" >"$log" 2>&1; then
    tail -n 20 "$log"
    if ! grep -q '^I: Retrieving' "$log"; then
        skip "this machine's archive does not offer it (the words are above)."
    fi
    say "FAILED: debootstrap; its words are above and in $log"
    exit 1
fi
echo "deb $mirror $name main" >"$root/etc/apt/sources.list"
# How this machine reaches its archive: proxies, and how long a list may be valid. Most machines have no such setting, which grep
# calls a failure.
apt-config dump | grep -E '^Acquire::(http|https|Check-Valid-Until)' >"$root/etc/apt/apt.conf.d/90-machine" || true
for file in resolv.conf hosts; do
    if [ -e "/etc/$file" ]; then
        cp -L "/etc/$file" "$root/etc/$file"
    fi
done

# What git tracks, and what it does not ignore.
mkdir "$root/root/tollgate"
git ls-files -z --cached --others --exclude-standard | xargs -0 ls -d 2>/dev/null |
    tar --create --files-from=- | tar --extract --directory "$root/root/tollgate"

commands='examples/run.sh'
if [ "$extent" = core ]; then
    commands+=' && tests/headers.sh together'
fi
commands+=" && tests/run.sh ${extent/all/complete} $*"

say "$commands"
status=0
unshare --mount --pid --fork bash -euc '
    mount --make-rprivate /
    mount -t proc proc "$0/proc"
    mount --rbind /dev "$0/dev"
    exec chroot "$0" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        LC_ALL=C.UTF-8 CI="$2" bash -c "cd /root/tollgate && $1"' "$root" "$commands" "${CI:-}" || status=$?

if [ $status -ne 0 ]; then
    say "FAILED. To look around: chroot $root"
    exit 1
fi
rm -rf "$root"
say "passed."
