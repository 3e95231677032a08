#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0
"""Leaves out every required parameter of every gateway once, and looks at what the compilers say.

    required_parameters.py --descriptions PROGRAM --scratch FOLDER [--flag=FLAG]... KIND=COMPILER...

KIND is gcc or clang. Of each literal the first error must stand on the line of the program that lacks the parameter, and the
parameter's name within the first 3 lines of what g++ says of it, the first 12 of clang's. The complete literals must compile, with
all warnings.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

LINES = {"gcc": 3, "clang": 12}
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion"]
if os.environ.get("TOLLGATE_WARNINGS_AS_ERRORS"):
    WARNINGS.append("-Werror")
UNLIMITED = {"gcc": ["-fmax-errors=0"], "clang": ["-ferror-limit=0"]}
ENGLISH = dict(os.environ, LC_ALL="C")

Literal = collections.namedtuple("Literal", "header type parameter needle text")


def compile_file(command):
    done = subprocess.run(command, capture_output=True, text=True, env=ENGLISH, timeout=300)
    return done.returncode, done.stdout + done.stderr


def program(headers, lines):
    includes = "".join(f'#include "{header}"\n' for header in headers)
    return includes + "\nint main()\n{\n" + "".join(f"    {line}\n" for line in lines) + "}\n"


class Compiler:
    def __init__(self, kind, path, flags, scratch, headers):
        self.kind = kind
        self.command = [path, "-std=c++20", *flags]
        self.scratch = scratch / kind
        self.scratch.mkdir(parents=True, exist_ok=True)
        self.everything = self.scratch / "everything.hpp"
        self.everything.write_text("#pragma once\n" + "".join(f'#include "{header}"\n' for header in headers))
        # What all cases have in common is compiled once.
        ending = ".gch" if kind == "gcc" else ".pch"
        failed, said = compile_file([*self.command, "-x", "c++-header", self.everything, "-o", f"{self.everything}{ending}"])
        if failed:
            sys.exit(f"{path} cannot compile the headers:\n{said}")
        before = ["-include", str(self.everything)] if kind == "gcc" else ["-include-pch", f"{self.everything}{ending}"]
        self.command += [*before, "-fsyntax-only"]

    def complete(self, literals):
        """Complaints about the complete literals, which must compile."""
        source = self.scratch / "complete.cpp"
        lines = [f"[[maybe_unused]] {one.type} const given_{i}{one.text};" for i, one in enumerate(literals)]
        source.write_text(program([], lines))
        failed, said = compile_file([*self.command, *WARNINGS, str(source)])
        return [f"{self.kind}: a complete literal does not compile:\n{said}"] if failed else []

    def look_at_all(self, cases):
        """For each case, in which line of what is said of it the parameter is named, and what is wrong with it, if anything.

        All stand in one source, each in a function of its own, so that the headers are read once.
        """
        source = self.scratch / "cases.cpp"
        source.write_text("\n".join(f"void without_{number}() {{ [[maybe_unused]] {case.type} const given{case.text}; }}"
                                    for number, case in enumerate(cases)) + "\n")
        _, said = compile_file([*self.command, *UNLIMITED[self.kind], str(source)])
        said_of = collections.defaultdict(list)
        number = None
        for line in said.splitlines():
            # g++ names the function before its errors.
            if begun := re.match(rf"{re.escape(str(source))}: In function .*without_(\d+)\(\)", line):
                number = int(begun[1])
            elif found := re.match(rf"{re.escape(str(source))}:(\d+):.* error: ", line):
                number = int(found[1]) - 1
            elif " error: " in line:
                number = None  # in a header: whose it is cannot be told
            said_of[number].append(line)
        looks = [self.judge(f"{source}:{number + 1}:", case, said_of[number]) for number, case in enumerate(cases)]
        if None in said_of:
            looks[0] = looks[0][0], f"{looks[0][1]}, or another case has an error in a header:\n" + "\n".join(said_of[None])
        return looks

    def judge(self, place, case, lines):
        errors = [line for line in lines if " error: " in line]
        named = next((i for i, line in enumerate(lines, 1) if case.needle in line), 0)
        if not errors:
            return named, "compiled"
        if not errors[0].startswith(place):
            return named, "its first error is elsewhere:\n" + "\n".join(lines)
        if not 0 < named <= LINES[self.kind]:
            return named, f"does not name it in the first {LINES[self.kind]} lines:\n" + "\n".join(lines)
        return named, ""


def read_literals(descriptions):
    printed = subprocess.run([descriptions, "literals"], check=True, capture_output=True, text=True).stdout
    # As they are included: the folders that hold them are on the include path.
    return [Literal(re.sub("^(include|examples)/", "", line.split("\t")[0]), *line.split("\t")[1:])
            for line in printed.splitlines()]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--descriptions", required=True)
    arguments.add_argument("--scratch", required=True, type=pathlib.Path)
    arguments.add_argument("--flag", action="append", default=[])
    arguments.add_argument("compilers", nargs="+")
    given = arguments.parse_args()

    literals = read_literals(given.descriptions)
    complete = [one for one in literals if not one.parameter]
    cases = [one for one in literals if one.parameter]
    if not cases:
        sys.exit("no required parameters found, so nothing is proved")
    headers = list(dict.fromkeys(one.header for one in literals))

    complaints, table = [], {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        compilers = list(pool.map(lambda named: Compiler(*named.split("=", 1), given.flag, given.scratch, headers),
                                  given.compilers))
        completes = [pool.submit(compiler.complete, complete) for compiler in compilers]
        looks = [pool.submit(compiler.look_at_all, cases) for compiler in compilers]
        for done in completes:
            complaints += done.result()
        for compiler, done in zip(compilers, looks):
            for case, (named, complaint) in zip(cases, done.result()):
                table.setdefault(case, {})[compiler.kind] = f"line {named}" if not complaint else "WRONG"
                if complaint:
                    complaints.append(f"{compiler.kind}: {case.type} without `{case.parameter}` {complaint}")

    kinds = [compiler.kind for compiler in compilers]
    print(f"{'left out':60}" + "".join(f"{'named by ' + kind:18}" for kind in kinds))
    for case, row in table.items():
        print(f"{case.type + ' ' + case.parameter:60}" + "".join(f"{row[kind]:18}" for kind in kinds))
    print(f"{len(cases)} required parameters, {len(complaints)} complaints")
    for complaint in complaints:
        print("\n" + complaint)
    return 1 if complaints else 0


sys.exit(main())
