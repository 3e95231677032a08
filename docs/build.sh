#!/usr/bin/env bash
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

# Builds the site into build/docs/html: the pages by MkDocs with the theme Material, the reference by Doxygen. Installs these first
# if they are missing. A warning is an error, and so is a link that leads nowhere or a file that would be loaded from elsewhere.
#
#   docs/build.sh          builds
#   docs/build.sh serve    … and serves it on http://127.0.0.1:8000, until it is interrupted

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*"; }

case ${1:-build} in
    build | serve) ;;
    *)
        say "usage: ${0##*/} [serve]" >&2
        exit 2
        ;;
esac

cmake/install-dependencies.sh docs
export DOXYGEN_AWESOME_CSS=${DOXYGEN_AWESOME_CSS:-/usr/share/doxygen-awesome-css}
TOLLGATE_VERSION=$(sed -n 's/^#define TOLLGATE_VERSION_STRING "\(.*\)"$/\1/p' include/tollgate/version.hpp)
export TOLLGATE_VERSION
export TOLLGATE_SITE_NAME="tollgate $TOLLGATE_VERSION"

rm -rf build/docs
mkdir -p build/docs/pages

# The reference. Doxygen's header differs from version to version, so it is asked for, and what is ours is put into it.
(cd build/docs && doxygen -w html header.html footer.html doxygen.css)
sed -i -e 's,^</head>,<script src="$relpath^doxygen-awesome-darkmode-toggle.js"></script>\n<script src="$relpath^doxygen-awesome-fragment-copy-button.js"></script>\n<script>DoxygenAwesomeDarkModeToggle.init(); DoxygenAwesomeFragmentCopyButton.init();</script>\n&,' \
    -e 's,<div id="projectbrief">$projectbrief</div>,<div id="projectbrief"><a href="$relpath^../index.html">$projectbrief</a></div>,' \
    build/docs/header.html
python3 docs/site/pages.py tags build/docs/pages.tag
doxygen docs/site/Doxyfile

# The pages, with the reference beside them.
python3 docs/site/pages.py copy build/docs/reference.tag build/docs/pages
mkdocs --quiet build --strict --config-file docs/site/mkdocs.yml
python3 docs/site/check.py build/docs/html

say "The site of $TOLLGATE_VERSION: build/docs/html/index.html"
if [ "${1:-build}" = serve ]; then
    exec python3 -m http.server --bind 127.0.0.1 --directory build/docs/html 8000
fi
