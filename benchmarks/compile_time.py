#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

"""What programs cost to compile: seconds of CPU, peak memory, and the size of the stripped program.

    benchmarks/compile_time.py programs [compiler ...]      what benchmarks/compile holds, beside the same by hand
    benchmarks/compile_time.py modes    [compiler ...]      one listener, sandbox or `explain`: compiled libraries beside headers
    benchmarks/compile_time.py messages [compiler ...]      thirty messages of twelve fields
    benchmarks/compile_time.py schemes  [compiler ...]      sixty signing schemes
    benchmarks/compile_time.py providers [compiler ...]     each provider's header, in a program that sends

The default compilers are g++ and clang++-19. Each round compiles all sources, one after the other; printed are the medians
over the rounds, of which there are TOLLGATE_ROUNDS, or five. With `--lines <rounds>` printed are lines `row TAB side TAB kind TAB
value` of every round instead.
"""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

BENCHMARKS = pathlib.Path(__file__).resolve().parent
INCLUDE = BENCHMARKS.parent / "include"
TESTS = BENCHMARKS.parent / "tests"
ROUNDS = int(os.environ.get("TOLLGATE_ROUNDS", "5"))
LIBRARIES = ["-lcryptopp", "-lboost_json", "-lboost_container", "-lcurl", "-lssl", "-lcrypto", "-pthread"]

# Programs of benchmarks/compile: row, then the side of tollgate and the side that it is held against. A source with `compiled`
# before it leaves what is no template to the compiled libraries.
PROGRAMS = {
    "compile a payment": ("send_with_tollgate", "send_by_hand"),
    "compile a payment, compiled libraries": ("compiled send_with_tollgate", "send_by_hand"),
    "compile a payment, compiled libraries, or curl": ("compiled send_with_tollgate", "send_by_hand_curl"),
    "compile signing only": ("sign_with_tollgate", "sign_includes"),
    "compile signing only, compiled libraries": ("compiled sign_with_tollgate", "sign_includes"),
}

# One source each, with compiled libraries and with headers alone.
MODES = {
    "compile a listener": "listen",
    "compile a sandbox": "sandbox",
    "compile an explanation": "explain",
}

# Thirty messages: counted and nothing more; the same, lowered to parameters; the same, signed and written.

MESSAGES, FIELDS = 30, 12
MESSAGES_HEAD = """
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/providers/one_payment.hpp>
#include <tollgate/request.hpp>
using namespace tollgate;
"""
MESSAGE_USES = {
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


def message_sources():
    messages = MESSAGES_HEAD + "".join(message(i) for i in range(MESSAGES))
    return {use: messages + "".join(text.format(i=i, fields=FIELDS) for i in range(MESSAGES))
            for use, text in MESSAGE_USES.items()}


# Sixty schemes: what they include and nothing more; the schemes as well; what any program that signs and verifies instantiates
# once, whatever its schemes (parsers, digests); and a function for each scheme that signs. The schemes are those of
# tests/vectors/schemes.hpp, and as many of them under another digest as are needed; no two have the same type.

SCHEMES = 60
SCHEMES_HEAD = """
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/signing/signature.hpp>
#include <tollgate/signing/words.hpp>
#include <cryptopp/des.h>
#include <cryptopp/modes.h>
#include <string_view>
"""
SCHEMES_DECLARED = SCHEMES_HEAD + """
#include <vectors/schemes.hpp>
"""
SCHEMES_ONCE = SCHEMES_DECLARED + """
#include <tollgate/detail/format/json.hpp>
#include <tollgate/detail/format/query.hpp>
using namespace tollgate;
template <class... A>
void digest_with(std::string_view text, wiped_buffer &to)
{
    auto const keep = [&](auto const &digest) { to.append({reinterpret_cast<char const *>(digest.data()), 1}); };
    (keep(cryptopp_hash::digest<A>(text)), ...);
    (keep(cryptopp_hash::hmac<A>{text}(text)), ...);
}
bool once(std::string_view text, parameter_list &list, wiped_buffer &to)
{
    digest_with<hash::md5, hash::sha1, hash::sha256, hash::sha384, hash::sha512>(text, to);
    return !parse_json(text, list) && !parse_query(text, list);
}
"""
SCHEME_SIGNS = """
auto sign_{i}(tollgate::signing::context const &over, tollgate::signing::signature &to)
{{
    using namespace published;
    constexpr auto scheme = {scheme};
    return tollgate::signing::sign<tollgate::cryptopp_hash>(scheme, over, to);
}}
"""


def schemes():
    """The published schemes by name, and then others made of their texts."""
    text = (TESTS / "vectors" / "schemes.hpp").read_text()
    declared = dict(re.findall(r"inline constexpr auto (\w+)\s*=([^;]*);", text))
    digest = re.compile(r"\s*(upper_)?(hex|base64|base64url)\(\s*(hmac_)?(md5|sha)|\s*(\"v1,\"|account_field<\"public_key\">)")
    published = [name for name, rule in declared.items() if digest.match(rule)]
    others = [f"hex(hmac_sha384(key, {name}))" for name in published]
    return (published + others)[:SCHEMES]


def scheme_sources():
    signing = [SCHEME_SIGNS.format(i=i, scheme=scheme) for i, scheme in enumerate(schemes())]
    return {"includes": SCHEMES_HEAD, "declared": SCHEMES_DECLARED, "once": SCHEMES_ONCE,
            "signed": SCHEMES_DECLARED + "".join(signing)}


# Each provider's header in a program that has all that is needed to send; the program without one.

PROVIDERS = sorted(header.stem for header in (INCLUDE / "tollgate" / "providers").glob("*.hpp"))
PROVIDERS_HEAD = "#include <tollgate/tollgate.hpp>\n"


def provider_sources():
    return {"none": PROVIDERS_HEAD,
            **{name: PROVIDERS_HEAD + f"#include <tollgate/providers/{name}.hpp>\n" for name in PROVIDERS}}


def compile_once(compiler, use, path, flags, object_file=os.devnull):
    """User seconds and peak MB of one compilation, as the system accounts for it."""
    pid = os.fork()
    if pid == 0:
        if use.startswith("compiled "):
            flags = [*flags, "-DTOLLGATE_SEPARATE_COMPILATION"]
        os.execvp(compiler, [compiler, "-std=c++20", f"-I{INCLUDE}", *flags, "-c", str(path), "-o", str(object_file)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f"{compiler} failed on {path}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rounds_of(compiler, paths, flags, rounds, objects=None):
    """Seconds and MB of each of the named sources, round by round."""
    taken = {use: [] for use in paths}
    for number in range(rounds + 1):
        print(f"\r{compiler}: round {number} of {rounds} ", end="", file=sys.stderr, flush=True)
        for use, path in paths.items():
            once = compile_once(compiler, use, path, flags, objects / f"{use}.o" if objects else os.devnull)
            if number != 0:  # the first warms the caches
                taken[use].append(once)
    print("\r", end="", file=sys.stderr)
    return taken


def compile_libraries(compiler, flags, folder):
    """The object files of the compiled libraries that programs use which sign and send."""
    objects = []
    for source in (BENCHMARKS.parent / "src" / f"{name}.cpp" for name in ("core", "cryptopp", "beast")):
        objects.append(folder / f"library_{source.stem}.o")
        compile_once(compiler, "compiled library", source, flags, objects[-1])
    return objects


def stripped_size(compiler, object_file, libraries):
    program = object_file.with_suffix("")
    archive = object_file.with_suffix(".a")
    subprocess.run(["ar", "rcs", str(archive), *map(str, libraries)], check=True)
    # As distributions link: what a program does not use is not asked for.
    subprocess.run([compiler, str(object_file), "-o", str(program), str(archive), "-Wl,--as-needed", *LIBRARIES], check=True)
    subprocess.run(["strip", str(program)], check=True)
    return program.stat().st_size


def path_of(use):
    return BENCHMARKS / "compile" / f"{use.removeprefix('compiled ')}.cpp"


def measure_programs(compiler, rounds):
    """Rows of (row, side, kind, value)."""
    rows = []
    flags = ["-O2", "-DNDEBUG", "-Wno-cpp"]
    paths = {use: path_of(use) for pair in PROGRAMS.values() for use in pair}
    with tempfile.TemporaryDirectory() as folder:
        objects = pathlib.Path(folder)
        libraries = compile_libraries(compiler, flags, objects)
        taken = rounds_of(compiler, paths, flags, rounds, objects)
        for row, uses in PROGRAMS.items():
            for side, use in zip(("tollgate", "by hand"), uses):
                for seconds, megabytes in taken[use]:
                    rows += [(row, side, "seconds", seconds), (row, side, "megabytes", megabytes)]
                linked = libraries if use.startswith("compiled ") else []
                rows.append((row, side, "bytes", stripped_size(compiler, objects / f"{use}.o", linked)))
    return rows


def measure_modes(compiler, rounds):
    """Rows of (row, side, kind, value), without optimisation, as while one develops."""
    uses = {f"{mode}{source}": (row, side) for row, source in MODES.items()
            for mode, side in (("compiled ", "compiled"), ("", "headers"))}
    taken = rounds_of(compiler, {use: path_of(use) for use in uses}, ["-O0"], rounds)
    return [(*uses[use], kind, value) for use, runs in taken.items() for run in runs
            for kind, value in zip(("seconds", "megabytes"), run)]


def print_rows(compiler, rows):
    for row, side, kind in dict.fromkeys(r[:3] for r in rows):
        values = [r[3] for r in rows if r[:3] == (row, side, kind)]
        print(f"{compiler:12} {row:46} {side:21} {statistics.median(values):12.2f} {kind}")


def text_size(object_file):
    """Bytes of code and constant data."""
    return int(subprocess.run(["size", str(object_file)], check=True, capture_output=True, text=True).stdout.splitlines()[1].split()[0])


def measure_sources(row, sources, flags, modes=("compiled ", "")):
    """Each use of the same declarations, with compiled libraries and with headers alone."""
    def measure(compiler, rounds):
        rows = []
        for mode in modes:
            with tempfile.TemporaryDirectory() as folder:
                objects = pathlib.Path(folder)
                paths = {f"{mode}{use}": objects / f"{use}.cpp" for use in sources}
                for use, text in sources.items():
                    (objects / f"{use}.cpp").write_text(text)
                for use, runs in rounds_of(compiler, paths, flags, rounds, objects).items():
                    for seconds, megabytes in runs:
                        rows += [(row, use, "seconds", seconds), (row, use, "megabytes", megabytes)]
                    rows.append((row, use, "bytes", text_size(objects / f"{use}.o")))
        return rows
    return measure


MEASURES = {
    "programs": measure_programs,
    "modes": measure_modes,
    "messages": measure_sources("thirty messages", message_sources(), ["-O2"]),
    "schemes": measure_sources("sixty schemes", scheme_sources(), ["-O2", f"-I{TESTS}"]),
    "providers": measure_sources("a provider's header", provider_sources(), ["-O0"], ["compiled "]),
}


def main():
    arguments = sys.argv[1:]
    if not arguments or arguments[0] not in MEASURES:
        sys.exit(__doc__)
    measure = MEASURES[arguments[0]]
    if arguments[1:2] == ["--lines"]:
        for row in measure((arguments[3:] or ["g++"])[0], int(arguments[2])):
            print(*row, sep="\t")
        return
    for compiler in arguments[1:] or [c for c in ("g++", "clang++-19") if shutil.which(c)]:
        print_rows(compiler, measure(compiler, ROUNDS))


if __name__ == "__main__":
    main()
