#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0
"""Fails when a gateway's header declares an aggregate of fields that the list in gateways.hpp does not reach.

    complete.py DESCRIPTIONS HEADER-OR-FOLDER...

DESCRIPTIONS is the built program. It knows what is listed; the headers know what exists.
"""

import pathlib
import re
import subprocess
import sys

TOKEN = re.compile(r"namespace\s+[\w:\s]+\{|(?:template\s*<[^{;]*>\s*)?struct\s+\w+\s*\{|[{}]")
FIELD = re.compile(r"\b(?:required|optional|choice|optional_choice|choice_of|optional_choice_of|constant|events)\s*<|\busing\s+account\s*=|\bunlisted\s+\w+\s*\{")


def without_comments(text):
    return re.sub(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', lambda m: m.group(1) or " ", text, flags=re.S)


def end_of_braces(text, begin):
    depth = 0
    for at in range(begin, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at
    raise ValueError("braces that do not match")


def aggregates(header):
    """Full names of the structs that hold fields; for a template, those of its aliases."""
    text = without_comments(header.read_text(encoding="utf-8"))
    scopes = []
    for token in TOKEN.finditer(text):
        words = token.group()
        if words == "}":
            scopes.pop()
        elif words.startswith("namespace"):
            names = re.sub(r"inline\s+\w+", "", words[len("namespace"):-1])
            scopes.append([name for name in re.split(r"[\s:]+", names) if name])
        else:
            scopes.append([])
            name = re.search(r"struct\s+(\w+)\s*\{$", words)
            body = text[token.end() - 1 : end_of_braces(text, token.end() - 1)]
            if not name or not FIELD.search(body):
                continue
            known_as = [name[1]]
            if words.startswith("template"):
                known_as = re.findall(rf"using\s+(\w+)\s*=\s*{name[1]}\s*<", text) or known_as
            scope = [part for names in scopes for part in names]
            for one in known_as:
                yield "::".join(scope + [one]), text.count("\n", 0, token.start()) + 1


def main():
    printed = subprocess.run([sys.argv[1], "types"], check=True, capture_output=True, text=True).stdout
    listed = {line.split("\t")[1] for line in printed.splitlines()}
    headers = []
    for path in map(pathlib.Path, sys.argv[2:]):
        headers += sorted(path.rglob("*.hpp")) if path.is_dir() else [path]

    found = [(name, header, line) for header in headers for name, line in aggregates(header)]
    missing = [one for one in found if one[0] not in listed]
    for name, header, line in missing:
        print(f"{header}:{line}: `{name}` is not reached from the list in tests/descriptions/gateways.hpp; "
              "add its message or callback there")
    if len(found) < 10:
        print("hardly any aggregates found: is this script looking at the right headers?")
        return 1
    print(f"{len(found)} aggregates in {len(headers)} headers, {len(missing)} of them not listed")
    return 1 if missing else 0


sys.exit(main())
