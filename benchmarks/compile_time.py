#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

"""What thirty messages of twelve fields cost to compile.

    benchmarks/compile_time.py [compiler ...]        (default: g++ clang++-19)

Each round compiles, one after the other: the aggregates with their fields counted and nothing more; the same, lowered to
parameters; the same, signed and written by make_request. Printed are the medians over the rounds and the ratios to counting.
The aim for lowering is 1.5 at most.
"""

import os
import pathlib
import shutil
import statistics
import sys
import tempfile

ROUNDS = 5
MESSAGES = 30
FIELDS = 12
INCLUDE = pathlib.Path(__file__).resolve().parent.parent / "include"

HEAD = """
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/request.hpp>
using namespace tollgate;
"""

USES = {
    "counted": "static_assert(field_count<m{i}> == {fields});\n",
    "lowered": "void lower_{i}(m{i} const &m, parameter_list &to) {{ detail::lowering{{to}}.message(m); }}\n",
    "make_request": "auto make_{i}(one_payment::account const &a, m{i} const &m) {{ return make_request(a, m); }}\n",
}


def message(i):
    types = ["std::string", "minor_units", "decimal", "std::int64_t"]
    lines = [f"struct m{i} {{\n"]
    for f in range(FIELDS):
        word, init = ("required", "") if f < FIELDS // 2 else ("optional", "{}")
        lines.append(f'    {word}<"field_{i}_{f}", {types[f % 4]}> f{f}{init};\n')
    lines.append(f'    using account = one_payment::account;\n    using endpoint = get<"/m{i}">;\n')
    lines.append("    using response = one_payment::form;\n};\n")
    return "".join(lines)


def source(use):
    messages = "".join(message(i) for i in range(MESSAGES))
    return HEAD + messages + "".join(USES[use].format(i=i, fields=FIELDS) for i in range(MESSAGES))


def compile_once(compiler, path, flags=()):
    """User seconds and peak MB of one compilation, as the system accounts for it."""
    pid = os.fork()
    if pid == 0:
        os.execvp(compiler, [compiler, "-std=c++20", f"-I{INCLUDE}", *flags, "-c", str(path), "-o", os.devnull])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f"{compiler} failed on {path}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(compiler, folder, sources, flags=()):
    """Medians of seconds and MB for each of the named sources."""
    paths = {}
    for use, text in sources.items():
        paths[use] = folder / f"{use}.cpp"
        paths[use].write_text(text)
    taken = {use: [] for use in sources}
    for number in range(ROUNDS + 1):
        print(f"\r{compiler}: round {number} of {ROUNDS} ", end="", file=sys.stderr, flush=True)
        for use, path in paths.items():
            once = compile_once(compiler, path, flags)
            if number != 0:  # the first warms the caches
                taken[use].append(once)
    print("\r", end="", file=sys.stderr)
    return {use: [statistics.median(column) for column in zip(*runs)] for use, runs in taken.items()}


def main():
    compilers = sys.argv[1:] or [c for c in ("g++", "clang++-19") if shutil.which(c)]
    print(f"{MESSAGES} messages of {FIELDS} fields, medians of {ROUNDS} rounds")
    print(f"{'compiler':12} {'use':14} {'CPU s':>7} {'ratio':>6} {'peak MB':>8} {'ratio':>6}")
    for compiler in compilers:
        with tempfile.TemporaryDirectory() as folder:
            medians = measure(compiler, pathlib.Path(folder), {use: source(use) for use in USES})
        base = medians["counted"]
        for use, (seconds, megabytes) in medians.items():
            print(f"{compiler:12} {use:14} {seconds:7.2f} {seconds / base[0]:6.2f} {megabytes:8.0f} "
                  f"{megabytes / base[1]:6.2f}")


if __name__ == "__main__":
    main()
