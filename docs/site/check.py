#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0
"""Fails where a page of the built site links to what is not there, or would load something from elsewhere.

    check.py SITE
"""

import collections
import html.parser
import pathlib
import re
import sys
import urllib.parse

LOADED = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("object", "data"),
          ("image", "href"), ("use", "href"), ("form", "action")}


class Page(html.parser.HTMLParser):
    """The anchors of a page, its links, and what it loads."""

    def __init__(self, path):
        super().__init__()
        self.anchors, self.links, self.loads = set(), [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value)
            elif value and (tag, name) in LOADED:
                self.loads.append(value)
            elif value and tag == "a" and name == "href":
                self.links.append(value)
            elif value and name == "style":
                self.loads += addresses_in_style(value)

    handle_startendtag = handle_starttag


def addresses_in_style(text):
    return [found.strip("'\" ") for found in re.findall(r"(?:url\(|@import\s+(?!url))([^);]+)", text)]


def is_foreign(address):
    return bool(re.match(r"(https?:)?//", address))


def main():
    site = pathlib.Path(sys.argv[1]).resolve()
    pages = {path: Page(path) for path in sorted(site.rglob("*.html"))}
    complaints = []
    links = 0
    for path, page in pages.items():
        here = path.relative_to(site)
        complaints += [f"{here}: loads {address}" for address in page.loads if is_foreign(address)]
        for link in page.links + [address for address in page.loads if not address.startswith("data:")]:
            # Doxygen's own links are as good as Doxygen is: of these, only those are looked at that lead out of the reference.
            if re.match(r"[a-z]+:|//", link) or (here.parts[0] == "reference" and not link.startswith("../")):
                continue
            links += 1
            target, _, anchor = urllib.parse.unquote(link).partition("#")
            # The page for what is not found names everything from the site's root, for it may be shown anywhere.
            start = site if target.startswith("/") else path.parent
            file = (start / target.partition("?")[0].lstrip("/")).resolve() if target else path
            if file.is_dir():
                file /= "index.html"
            if not file.exists():
                complaints.append(f"{here}: there is no {link}")
            elif anchor and file in pages and anchor not in pages[file].anchors:
                complaints.append(f"{here}: there is no anchor for {link}")
    for path in sorted([*site.rglob("*.css"), *site.rglob("*.svg")]):
        text = path.read_text(encoding="utf-8", errors="replace")
        complaints += [f"{path.relative_to(site)}: loads {address}" for address in addresses_in_style(text) if is_foreign(address)]
    for complaint, times in collections.Counter(complaints).items():
        print(complaint + (f" ({times} times)" if times > 1 else ""), file=sys.stderr)
    print(f"{len(pages)} pages, {links} links, {len(complaints)} complaints")
    return 1 if complaints or not links else 0


sys.exit(main())
