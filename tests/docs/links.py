#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0
"""Fails where a page links to a file or a heading of this repository that does not exist.

    links.py REPOSITORY
"""

import pathlib
import re
import sys


def without_code(text):
    text = re.sub(r"^\s*```.*?^\s*```", lambda block: "\n" * block[0].count("\n"), text, flags=re.S | re.M)
    return re.sub(r"`[^`\n]*`", lambda code: re.sub(r"[\[\]()]", " ", code[0]), text)


def anchors_of(page):
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    links = broken = 0
    for page in sorted([*root.glob("*.md"), *root.glob("docs/**/*.md")]):
        for number, line in enumerate(without_code(page.read_text(encoding="utf-8")).splitlines(), 1):
            for target in re.findall(r"\]\(([^)\s]+)\)", line):
                if re.match(r"[a-z]+:", target):
                    continue
                links += 1
                path, _, anchor = target.partition("#")
                file = (page.parent / path).resolve() if path else page
                if not file.exists():
                    print(f"{page}:{number}: there is no {target}")
                elif anchor and anchor not in anchors_of(file):
                    print(f"{page}:{number}: there is no heading for {target}")
                else:
                    continue
                broken += 1
    print(f"{links} links, {broken} broken")
    return 1 if broken or not links else 0


sys.exit(main())
