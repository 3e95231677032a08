#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0
"""Prints a page as Doxygen 1.9 wants it: headings with the anchors that links use, quotes in code spelled its way.

    for_doxygen.py PAGE
"""

import pathlib
import re
import sys

page = pathlib.Path(sys.argv[1])


def anchor(stem, heading):
    """Unique in the whole site, where on GitHub it need only be so in the page."""
    return stem.lower() + "-" + re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def heading(found):
    return f"{found[1]} {found[2]} {{#{anchor(page.stem, found[2])}}}"


def link(found):
    target = pathlib.Path(found[1] or page)
    return f"](#{anchor(target.stem, found[2])})"


def line_for_doxygen(line):
    line = re.sub(r"^(##+) (.*)$", heading, line)
    line = re.sub(r"\]\(([^)#:]*\.md)?#([^)]*)\)", link, line)
    # Doxygen takes `…' for a quotation; two backticks say that it is none.
    return re.sub(r"`([^`]*)`", lambda code: f"``{code[1]}``" if "'" in code[1] else code[0], line)


in_code = False
for text in page.read_text(encoding="utf-8").splitlines():
    if text.lstrip().startswith("```"):
        in_code = not in_code
        text = text.replace("```cmake", "```").replace("```meson", "```").replace("```text", "```")
    elif not in_code:
        text = line_for_doxygen(text)
    print(text)
