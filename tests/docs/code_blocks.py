#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0
"""Checks the code blocks of the README and of docs/**/*.md.

    code_blocks.py --root REPOSITORY --scratch FOLDER --compiler PATH [--flag=FLAG]... [--programs FOLDER]

Every block names its language. A `cpp` block is one of these:

  * a quote: the same lines, but for a common indentation, stand in a source that the build compiles: examples, headers, unit
    tests, or a case of compile_fail (in either of its two flavours)
  * code that compiles by itself, after the page's prelude tests/docs/preludes/PAGE.hpp unless it includes a header of the
    library itself; after `<!-- statements -->` inside a function

A `text` block after `<!-- output: PROGRAM -->` holds lines that this example prints, one after the other.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

LANGUAGES = {"cpp", "text", "sh", "cmake", "meson", "json", "nginx", "python", "ini", "sql", "js"}
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion"]
if os.environ.get("TOLLGATE_WARNINGS_AS_ERRORS"):
    WARNINGS.append("-Werror")

Block = collections.namedtuple("Block", "page line language directive text")


def blocks_of(page):
    """The fenced blocks of a page, each with the HTML comment right before it."""
    language = None
    comment = ""
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = re.match(r"\s*```\s*(.*?)\s*$", line)
        if language is None and fence:
            language, begin, lines = fence[1], number, []
        elif language is not None and fence:
            yield Block(page, begin, language, comment, lines)
            language, comment = None, ""
        elif language is not None:
            lines.append(line.rstrip())
        elif found := re.match(r"<!--\s*(.*?)\s*-->$", line.strip()):
            comment = found[1]
        elif line.strip():
            comment = ""
    if language is not None:
        yield Block(page, begin, "never closed", "", [])


def dedented(lines):
    lines = [line.rstrip() for line in lines]
    indents = [len(line) - len(line.lstrip()) for line in lines if line]
    return [line[min(indents, default=0):] for line in lines]


def flavours(text):
    """The two texts of a compile-fail case: as it must not compile, and corrected."""
    for wanted in (True, False):
        lines, keep = [], []
        for line in text.splitlines():
            if condition := re.match(r"#if(n?)def TOLLGATE_EXPECT_COMPILE_ERROR", line):
                keep.append(bool(condition[1]) != wanted)
            elif keep and line.startswith("#else"):
                keep[-1] = not keep[-1]
            elif keep and line.startswith("#endif"):
                keep.pop()
            elif all(keep):
                lines.append(re.sub(r"\s*// <- here$", "", line))
        yield lines


def compiled_sources(root):
    """The lines of everything that the build compiles."""
    for pattern in ("examples/*/*.[ch]pp", "include/**/*.hpp", "tests/unit/**/*.cpp", "tests/vectors/*.[ch]pp"):
        for path in sorted(root.glob(pattern)):
            yield [line.rstrip() for line in path.read_text(encoding="utf-8").splitlines()]
    for path in sorted(root.glob("tests/compile_fail/*.cpp")):
        yield from flavours(path.read_text(encoding="utf-8"))


class Quotes:
    def __init__(self, root):
        self.sources = list(compiled_sources(root))
        self.places = collections.defaultdict(list)  # of a line, without its indentation
        for source in self.sources:
            for at, line in enumerate(source):
                self.places[line.strip()].append((source, at))

    def has(self, text):
        wanted = dedented(text)
        return any(dedented(source[at : at + len(wanted)]) == wanted for source, at in self.places[wanted[0].strip()])


# A prelude's names may shadow the library's parameters, and what a fragment makes need not be used.
def compile_with(given, *arguments):
    """What the compiler says of it, if it does not compile."""
    command = [given.compiler, "-std=c++20", *WARNINGS, "-Wno-unused-variable", "-Wno-shadow", *given.flag]
    done = subprocess.run([*command, *map(str, arguments)],
                          capture_output=True, text=True, env=dict(os.environ, LC_ALL="C"), timeout=300)
    return "" if done.returncode == 0 else done.stderr or f"exit status {done.returncode}"


def prelude_of(block, given):
    prelude = given.root / "tests/docs/preludes" / f"{block.page.stem.lower()}.hpp"
    stands_alone = any(line.startswith("#include <tollgate/") for line in block.text)
    return prelude if prelude.exists() and not stands_alone else None


def precompile(prelude, given):
    """A page's prelude is read once for all its blocks."""
    copy = given.scratch / prelude.name
    copy.write_bytes(prelude.read_bytes())
    said = compile_with(given, "-x", "c++-header", copy, "-o", f"{copy}.gch")
    if said:
        sys.exit(f"{prelude} does not compile:\n{said}")


def compile_block(block, given, number):
    source = given.scratch / f"block_{number}.cpp"
    before, after = ("[[maybe_unused]] void statements()\n{", "}") if block.directive == "statements" else ("", "")
    lines = [before, f'#line {block.line + 1} "{block.page}"', *block.text, after, ""]
    source.write_text("\n".join(lines), encoding="utf-8")
    prelude = prelude_of(block, given)
    included = ["-include", given.scratch / prelude.name] if prelude else []
    said = compile_with(given, "-fsyntax-only", *included, source)
    return said and "is no quote of a compiled source, and does not compile:\n" + said


def look_at_output(block, given):
    """What is wrong with the lines that a program is said to print."""
    name = block.directive.removeprefix("output:").strip()
    program = given.programs / name
    if not program.exists():
        return f"names the program {name}, which is not built"
    done = subprocess.run([str(program)], capture_output=True, text=True, timeout=60)
    printed = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
    wanted = dedented(block.text)
    if any(printed[at : at + len(wanted)] == wanted for at in range(len(printed))):
        return ""
    return f"is not what {name} prints:\n" + "\n".join(printed)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--root", required=True, type=pathlib.Path)
    arguments.add_argument("--scratch", required=True, type=pathlib.Path)
    arguments.add_argument("--compiler", required=True)
    arguments.add_argument("--flag", action="append", default=[])
    arguments.add_argument("--programs", type=pathlib.Path)
    arguments.add_argument("--leave-out", action="append", default=[], help="a page whose code takes what is not here")
    given = arguments.parse_args()
    given.scratch.mkdir(parents=True, exist_ok=True)

    pages = [given.root / "README.md", *sorted(given.root.glob("docs/**/*.md"))]
    for page in given.leave_out:
        print(f"LEFT OUT: {page}")
    pages = [page for page in pages if page.name not in given.leave_out]
    blocks = [block for page in pages for block in blocks_of(page)]
    if not any(block.language == "cpp" for block in blocks):
        sys.exit("no code blocks found, so nothing is proved")
    quotes = Quotes(given.root)
    complaints = [(block, f"names no language of {', '.join(sorted(LANGUAGES))}: ```{block.language}")
                  for block in blocks if block.language not in LANGUAGES]
    complaints += [(block, "is empty") for block in blocks if block.language == "cpp" and not any(block.text)]
    code = [block for block in blocks if block.language == "cpp" and any(block.text)]
    to_compile = [block for block in code if not quotes.has(block.text)]
    outputs = [block for block in blocks if block.directive.startswith("output:") and given.programs]
    preludes = sorted({prelude for block in to_compile if (prelude := prelude_of(block, given))})
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda prelude: precompile(prelude, given), preludes))
        said = pool.map(lambda numbered: compile_block(numbered[1], given, numbered[0]), enumerate(to_compile))
        complaints += zip(to_compile, said)
        complaints += zip(outputs, pool.map(lambda block: look_at_output(block, given), outputs))
    complaints = [(block, what) for block, what in complaints if what]
    for block, what in complaints:
        print(f"{block.page}:{block.line}: this block {what}\n")
    print(f"{len(code)} blocks of C++: {len(code) - len(to_compile)} quotes, {len(to_compile)} compiled; "
          f"{len(outputs)} outputs; {len(complaints)} complaints")
    return 1 if complaints else 0


sys.exit(main())
