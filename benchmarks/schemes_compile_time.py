#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

"""What sixty signing schemes cost to compile at -O2.

    benchmarks/schemes_compile_time.py [compiler ...]        (default: g++ clang++-19)

The schemes are those of tests/vectors/schemes.hpp, and as many of their texts under another digest as are needed to make sixty;
no two have the same type. Each round compiles, one after the other: what the schemes include and nothing more; the schemes as
well; what any program that signs and verifies instantiates once, whatever its schemes (parsers, digests, sorting); and a function
for each scheme that signs. Printed are the medians over the rounds, and what is added to the includes.
The aim for signing is one second at most.
"""

import pathlib
import re
import shutil
import sys
import tempfile

from compile_time import INCLUDE, ROUNDS, measure

SCHEMES = 60
TESTS = INCLUDE.parent / "tests"

HEAD = """
#include <tollgate/hash/cryptopp.hpp>
#include <tollgate/signing/verify.hpp>
#include <tollgate/signing/words.hpp>
#include <cryptopp/des.h>
#include <cryptopp/modes.h>
#include <string_view>
"""
DECLARED = HEAD + """
#include <vectors/schemes.hpp>
"""
ONCE = DECLARED + """
#include <tollgate/format/json.hpp>
#include <tollgate/format/query.hpp>
using namespace tollgate;
template <class... A>
void digest_with(std::string_view text, detail::wiped_buffer &to)
{
    auto const keep = [&](auto const &digest) { to.append({reinterpret_cast<char const *>(digest.data()), 1}); };
    (keep(cryptopp_hash::digest<A>(text)), ...);
    (keep(cryptopp_hash::hmac<A>{text}(text)), ...);
}
bool once(std::string_view text, parameter_list &list, signing::selection &chosen, detail::wiped_buffer &to)
{
    digest_with<hash::md5, hash::sha1, hash::sha256, hash::sha384, hash::sha512>(text, to);
    signing::sort_by_name(chosen);
    signing::flatten_all(text, text, chosen);
    signing::add_query(text, chosen);
    return !parse_json(text, list) && !parse_query(text, list);
}
"""
SIGN = """
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
    others = [f"hex(hmac_sha384(key, tollgate::signing::signed_text({name})))" for name in published]
    return (published + others)[:SCHEMES]


def main():
    compilers = sys.argv[1:] or [c for c in ("g++", "clang++-19") if shutil.which(c)]
    signing = [SIGN.format(i=i, scheme=scheme) for i, scheme in enumerate(schemes())]
    sources = {"includes": HEAD, "declared": DECLARED, "once": ONCE, "signed": DECLARED + "".join(signing)}
    print(f"{len(signing)} schemes at -O2, medians of {ROUNDS} rounds")
    print(f"{'compiler':12} {'use':10} {'CPU s':>7} {'added':>7} {'peak MB':>8} {'added':>7}")
    for compiler in compilers:
        with tempfile.TemporaryDirectory() as folder:
            medians = measure(compiler, pathlib.Path(folder), sources, ["-O2", f"-I{TESTS}"])
        base = medians["includes"]
        for use, (seconds, megabytes) in medians.items():
            print(f"{compiler:12} {use:10} {seconds:7.2f} {seconds - base[0]:7.2f} {megabytes:8.0f} "
                  f"{megabytes - base[1]:7.0f}")


if __name__ == "__main__":
    main()
