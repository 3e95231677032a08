#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0
"""Prepares the pages for the site. Their links are written for a repository's web view; here they get the site's addresses.

    pages.py tags TAGFILE                 writes the pages' addresses, for Doxygen: `\\ref tutorial` leads to one
    pages.py copy REFERENCE.tag FOLDER    writes the pages into FOLDER, which has the reference in reference/
"""

import html
import os
import pathlib
import re
import shutil
import sys
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUTSIDE = {"README.md": "index.md", "SECURITY.md": "security.md", "CONTRIBUTING.md": "contributing.md",
           "CHANGELOG.md": "changes.md", "benchmarks/results.md": "results.md"}
# Every page: its path in the repository, and in the site.
PAGES = OUTSIDE | {page.relative_to(ROOT).as_posix(): page.relative_to(ROOT / "docs").as_posix()
                   for page in sorted(ROOT.glob("docs/**/*.md"))}


def text_of(path):
    return (ROOT / path).read_text(encoding="utf-8")


def title_of(path):
    return re.search(r"^# (.*)$", text_of(path), re.M)[1].replace("`", "")


def write_tags(tagfile):
    lines = ["<?xml version='1.0' encoding='UTF-8' standalone='yes'?>", "<tagfile>"]
    for path, place in PAGES.items():
        lines += ['  <compound kind="page">', f"    <name>{pathlib.PurePath(place).stem}</name>",
                  f"    <title>{html.escape(title_of(path))}</title>",
                  f"    <filename>{place.removesuffix('.md')}.html</filename>", "  </compound>"]
    tagfile.write_text("\n".join([*lines, "</tagfile>", ""]), encoding="utf-8")


class Reference:
    """Where Doxygen wrote what: files and folders by their path, the namespace's members by their name."""

    def __init__(self, tagfile, folder):
        self.folder = folder
        self.files, self.names = {}, {}
        for page in sorted(folder.glob("*.html")):
            title = re.search(r"<title>tollgate: (\S+) (?:Source File|Directory Reference|File Reference)</title>",
                              page.read_text(encoding="utf-8"))
            # A header has two: what it offers, and its listing.
            if title and not (title[1] in self.files and page.name.endswith("_source.html")):
                self.files[title[1]] = page.name
        for compound in xml.etree.ElementTree.parse(tagfile).getroot().iter("compound"):
            kind, name = compound.get("kind"), compound.findtext("name")
            if kind in ("class", "struct", "concept"):
                self.names.setdefault(name, compound.findtext("filename").removesuffix(".html") + ".html")
            elif kind == "namespace":
                for member in compound.iter("member"):
                    self.names.setdefault(f"{name}::{member.findtext('name')}",
                                          f"{member.findtext('anchorfile')}#{member.findtext('anchor')}")

    def page_of_file(self, path):
        """Null where Doxygen has neither a page nor a listing."""
        return self.files.get(path.removeprefix("include/"))

    def page_of_code(self, code):
        """What a piece of code in the text leads to: a header, or a name of the library that no other word looks like."""
        if re.fullmatch(r"tollgate/[\w/]+\.hpp", code):
            return self.page_of_file("include/" + code)
        name = re.match(r"(tollgate::)?([a-z]\w*(?:::\w+)*)(?=$|[(<{])", code)
        if not name or not (name[1] or "_" in name[2] or name[0] != code):
            return None
        found = self.names.get("tollgate::" + name[2])
        return found if found and (self.folder / found.partition("#")[0]).exists() else None


class Copy:
    """One page, written for the site."""

    def __init__(self, path, reference, folder):
        self.path, self.reference, self.folder = pathlib.PurePosixPath(path), reference, folder
        self.place = pathlib.PurePosixPath(PAGES[path])
        self.linked = set()

    def from_here(self, place):
        return os.path.relpath(place, self.place.parent)

    def link(self, target):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            return target
        path, hash_sign, anchor = target.partition("#")
        path = os.path.normpath(self.path.parent / path)
        if path in PAGES:
            return self.from_here(PAGES[path]) + hash_sign + anchor
        if path.endswith((".svg", ".png")):
            return self.from_here(self.other_file(path, path.removeprefix("docs/")))
        page = self.reference.page_of_file(path)
        if page:
            return self.from_here("reference/" + page)
        if (ROOT / path).is_dir():
            sys.exit(f"{self.path}: the reference has no page for the folder {path}")
        return self.from_here(self.other_file(path, f"files/{path}.txt"))

    def other_file(self, path, place):
        (self.folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, self.folder / place)
        return place

    def code(self, text):
        """Code between backticks: no backslash before a bar, as in tables; the first mention leads to the reference."""
        text = text.replace("\\|", "|")
        page = self.reference.page_of_code(text.strip("`"))
        if not page or page in self.linked:
            return text
        self.linked.add(page)
        return f"[{text}]({self.from_here('reference/' + page)})"

    def block(self, text):
        if text.startswith("#"):
            return text
        parts = re.split(r"(\[(?:[^\[\]`]|`[^`]*`)*\]\([^)\s]+\)|`[^`]+`)", text)
        for at, part in enumerate(parts):
            if part.startswith("`"):
                parts[at] = self.code(part)
            elif at % 2:
                text, target = re.fullmatch(r"\[(.*)\]\(([^)\s]+)\)", part, re.S).groups()
                named = os.path.normpath(self.path.parent / target.partition("#")[0])
                if text.endswith(".md") and named in PAGES:  # readers of the site know pages by their titles
                    text = title_of(named)
                parts[at] = f"[{text}]({self.link(target)})"
        return "".join(parts)

    def write(self):
        parts = re.split(r"(^[ \t]*```.*?^[ \t]*```[^\n]*$)", text_of(self.path), flags=re.S | re.M)
        lines = [part if at % 2 else self.prose(part) for at, part in enumerate(parts)]
        target = self.folder / self.place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("".join(lines), encoding="utf-8")

    def prose(self, text):
        """A link may be broken over two lines, a heading or the row of a table is one."""
        blocks = re.split(r"(\n\s*\n|\n(?=[|#])|(?<=\|)\n)", text)
        return "".join(self.block(block) if not block.isspace() else block for block in blocks)


def copy(tagfile, folder):
    reference = Reference(tagfile, folder / "reference")
    navigation = text_of("docs/site/mkdocs.yml")
    for path, place in PAGES.items():
        if navigation.count(f" {place}\n") != 1:
            sys.exit(f"{path}: docs/site/mkdocs.yml must name it once among its pages, as {place}")
        Copy(path, reference, folder).write()
    shutil.copyfile(ROOT / "docs/site/style.css", folder / "style.css")


if sys.argv[1:2] == ["tags"] and len(sys.argv) == 3:
    write_tags(pathlib.Path(sys.argv[2]))
elif sys.argv[1:2] == ["copy"] and len(sys.argv) == 4:
    copy(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
else:
    sys.exit(__doc__)
