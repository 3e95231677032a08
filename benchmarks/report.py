#!/usr/bin/env python3
# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

"""Makes one table and the plots of what benchmarks/run.sh measured.

    benchmarks/report.py <folder of measurements> <results.md> <folder for the plots>
"""

import collections
import json
import math
import pathlib
import statistics
import sys

Row = collections.namedtuple("Row", "what against target reached holds")


def read_times(path):
    """Median CPU nanoseconds by name."""
    runs = collections.defaultdict(list)
    for run in json.loads(path.read_text())["benchmarks"]:
        if run["run_type"] == "iteration":
            runs[run["run_name"]].append(run["cpu_time"])
    return {name: statistics.median(times) for name, times in runs.items()}


def read_lines(path):
    """Values turn by turn, by (row, side, x)."""
    values = collections.defaultdict(list)
    if path.exists():
        for line in path.read_text().splitlines():
            row, side, x, value = line.split("\t")
            values[row, side, x].append(float(value))
    return values


def paired(values, row, x, one="tollgate", other="beast"):
    """The median of the ratios of neighbouring turns: what disturbs one, disturbs the other."""
    return statistics.median(a / b for a, b in zip(values[row, one, x], values[row, other, x]))


def exponent(points):
    """The slope of cost over size, both as logarithms, by least squares."""
    xs = [math.log(x) for x, _ in points]
    ys = [math.log(y) for _, y in points]
    mx, my = statistics.mean(xs), statistics.mean(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)


class Table:
    def __init__(self):
        self.rows = []

    def at_most(self, what, against, limit, value):
        self.rows.append(Row(what, against, f"<= {limit:.2f}x", f"{value:.2f}x", value <= limit))

    def at_least(self, what, against, limit, value):
        self.rows.append(Row(what, against, f">= {limit:.2f}x", f"{value:.2f}x", value >= limit))

    def note(self, what, value):
        self.rows.append(Row(what, "", "", value, None))

    def markdown(self):
        mark = {True: "yes", False: "no", None: ""}
        head = "| measured | against | to reach | measured here | reached |\n|---|---|---|---|---|\n"
        return head + "".join(f"| {r.what} | {r.against} | {r.target} | {r.reached} | {mark[r.holds]} |\n" for r in self.rows)


POLICIES = ("cryptopp", "openssl")
DIGESTS = {
    "sign": ("digest", 1.15, "sign one `init_form`", "the bare digest"),
    "request form": ("digest and copy", 1.5, "`make_request` of `init_form`", "bare digest + a copy of the wire text"),
    "request order": ("digest and serialize", 1.0, "`make_request` of `obtain_token`", "bare SHA-1 + `json::serialize`"),
    "cactus callback": ("parse and digest", 1.2, "receive a Cactus callback", "`json::parse` + bare SHA-1"),
}


def micro_rows(table, times):
    for row, (other, limit, what, against) in DIGESTS.items():
        for policy in POLICIES:
            ratio = times[f"{row}/tollgate/{policy}"] / times[f"{row}/{other}/{policy}"]
            table.at_most(f"{what}, {policy}", against, limit, ratio)
    for policy in POLICIES:
        ratio = times[f"sign/streams/{policy}"] / times[f"sign/tollgate/{policy}"]
        table.at_least(f"sign one `init_form`, {policy}: faster than", "`std::map` + `ostringstream` + the digest", 4, ratio)
    for row, what in (("stripe", "a Stripe event"), ("standard", "a Standard Webhooks delivery")):
        for size in (200, 1000, 4000):
            for policy in POLICIES:
                of = f"{policy}/{size}"
                ratio = times[f"{row}/tollgate/{of}"] / times[f"{row}/parse and hmac/{of}"]
                table.at_most(f"receive {what} of {size / 1000:g} kB, {policy}", "`json::parse` + a prekeyed HMAC", 1.2, ratio)
    for size in (200, 1000):
        for policy in POLICIES:
            ratio = times[f"hmac/tollgate/{policy}/{size}"] / times[f"hmac/digest/{policy}/{size}"]
            table.at_most(f"an HMAC scheme over {size / 1000:g} kB, {policy}", "the policy's HMAC, keyed beforehand", 1.15, ratio)


def allocation_rows(table, path):
    counts = dict(line.split("\t") for line in path.read_text().splitlines())
    for row, limit, what in (("request form in a buffer", 0, "of `make_request`, in a caller's buffer"),
                             ("request form", 1, "of `make_request`, without one")):
        count = int(counts[f"{row}/tollgate/cryptopp"])
        table.rows.append(Row(f"heap allocations {what}", "", str(limit), str(count), count <= limit))


def node_rows(table, times, node):
    limits = {("stripe", 200): 8, ("standard", 200): 12, ("stripe", 1000): 5, ("standard", 1000): 10}
    names = {"stripe": "`stripe`'s `constructEvent`", "standard": "`standardwebhooks`' `verify`"}
    for (row, size), limit in limits.items():
        theirs = node.get((row, "npm", str(size)))
        if theirs:
            ours = min(times[f"{row}/tollgate/{policy}/{size}"] for policy in POLICIES)
            table.at_least(f"receive {row}, {size / 1000:g} kB, the faster policy: faster than", f"npm {names[row]}", limit,
                           statistics.median(theirs) / ours)


def network_rows(table, send, calls):
    table.at_least("`send` over one TLS connection, requests/s", "Beast by hand", 0.95, paired(send, "send", "1"))
    table.at_least("", "libcurl's easy interface", 1.0, paired(send, "send", "1", other="curl"))
    table.note("… CPU of the client for each", ", ".join(
        f"{side} {statistics.median(send['send cpu', side, '1']):.1f} µs" for side in ("tollgate", "beast", "curl")))
    table.at_least("`async_send`, 256 outstanding, requests/s", "Beast by hand", 0.95, paired(send, "async_send", "256"))
    table.note("… CPU of the client for each", ", ".join(
        f"{side} {statistics.median(send['async_send cpu', side, '256']):.1f} µs" for side in ("tollgate", "beast")))
    table.note("… heap for each operation and its connection", ", ".join(
        f"{side} {statistics.median(send['async_send memory', side, '256']) / 1024:.0f} KiB" for side in ("tollgate", "beast")))
    table.at_least("listener, verified callbacks/s", "a Beast server that answers 200", 0.85, paired(calls, "listener", "16"))
    for side in ("tollgate", "beast"):
        table.note(f"… {side}, at half its load", ", ".join(
            f"{p} {statistics.median(calls[f'listener {p}', side, '16']) / 1000:.2f} ms" for p in ("p50", "p99")))


def records_rows(table, records):
    for base, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
        for row, what, by_hand in (("payments", "payments/s", "insert and commit, update and commit, by hand on SOCI"),
                                   ("callbacks", "callbacks/s, exactly once", "a transaction by hand on SOCI")):
            for processes in ("1", "2", "4"):
                of = f"{row} {base}"
                if (of, "tollgate", processes) not in records:
                    continue
                rates = [statistics.median(records[of, side, processes]) for side in ("tollgate", "by hand")]
                who = "one process" if processes == "1" else f"{processes} processes"
                table.at_least(f"{what}, {name}, {who} ({rates[0]:.0f}/s)", f"{by_hand} ({rates[1]:.0f}/s)", 0.8,
                               paired(records, of, processes, other="by hand"))


GROWTH = {
    "growth of messages/tollgate/fields": ("`make_request`, 5 to 60 fields", "fields"),
    "growth of bodies/tollgate/fields": ("`receive`, 5 to 200 fields", "fields"),
    "growth of bodies/tollgate/bytes": ("`receive`, 1 kB to 1 MB", "bytes"),
}


def points_of(times, start):
    return sorted((int(name.rsplit("/", 1)[1]), time) for name, time in times.items() if name.startswith(start + "/"))


def growth_rows(table, times):
    for start, (what, _) in GROWTH.items():
        value = exponent(points_of(times, start))
        table.rows.append(Row(f"{what}: exponent of growth", "linear", "<= 1.05", f"{value:.2f}", value <= 1.05))


def compile_rows(table, compiled):
    def ratio(row, kind, sides=("tollgate", "by hand")):
        one, other = (statistics.median(compiled[row, side, kind]) for side in sides)
        return one / other

    payment, by_libraries = "compile a payment", "compile a payment, compiled libraries"
    table.at_most("compile a program that sends a payment, compiled libraries: time", "the same by hand on Beast", 0.5,
                  ratio(by_libraries, "seconds"))
    table.at_most("… memory", "the same by hand on Beast", 0.6, ratio(by_libraries, "megabytes"))
    with_curl = by_libraries + ", or curl"
    table.note("… time and memory beside the same by hand on libcurl, nlohmann/json and OpenSSL",
               f"{ratio(with_curl, 'seconds'):.2f}x, {ratio(with_curl, 'megabytes'):.2f}x")
    table.at_most("… headers alone: time", "the same by hand on Beast", 1.1, ratio(payment, "seconds"))
    table.at_most("… memory", "the same by hand on Beast", 1.1, ratio(payment, "megabytes"))
    table.at_most("… size of the program, stripped", "the same by hand on Beast", 1.1, ratio(payment, "bytes"))
    signing = "compile signing only"
    table.at_most("compile a program that only signs, headers alone: time", "its JSON and Crypto++ includes", 1.5,
                  ratio(signing, "seconds"))
    table.note("… compiled libraries", f"{ratio(signing + ', compiled libraries', 'seconds'):.2f}x")
    for what in ("a listener", "a sandbox", "an explanation"):
        row = f"compile {what}"
        if (row, "compiled", "seconds") in compiled:
            table.note(f"compile a program with {what}, compiled libraries, -O0: time beside headers alone",
                       f"{ratio(row, 'seconds', ('compiled', 'headers')):.2f}x")


def declaration_rows(table, compiled):
    """What declarations cost beyond what is included anyway."""
    def more(row, use, least, kind):
        return statistics.median(compiled[row, use, kind]) - statistics.median(compiled[row, least, kind])

    row = "thirty messages"
    if (row, "compiled counted", "seconds") in compiled:
        one, least = "compiled make_request", "compiled counted"
        seconds, size = more(row, one, least, "seconds"), more(row, one, least, "bytes") / 1000
        table.rows += [
            Row("compile thirty messages of twelve fields, `make_request` of each, compiled libraries: time", "counting their members",
                "<= 2 s more", f"{seconds:.1f} s", seconds <= 2),
            Row("… code", "counting their members", "<= 30 kB more", f"{size:.0f} kB", size <= 30)]
    row = "sixty schemes"
    if (row, "compiled includes", "seconds") in compiled:
        seconds = more(row, "compiled signed", "compiled includes", "seconds")
        table.rows.append(Row("compile sixty schemes, declared and evaluated, compiled libraries: time", "the includes alone",
                              "<= 1.5 s more", f"{seconds:.1f} s", seconds <= 1.5))
        table.note("… headers alone", f"{more(row, 'signed', 'includes', 'seconds'):.1f} s")
    row = "a provider's header"
    costs = {use.removeprefix("compiled "): more(row, use, "compiled none", "seconds") for of, use, kind in compiled
             if of == row and kind == "seconds" and use != "compiled none"}
    if costs:
        dearest = max(costs, key=costs.get)
        table.rows.append(Row(f"compile the dearest of {len(costs)} providers' headers, `{dearest}.hpp`, compiled libraries, -O0: time",
                              "`tollgate/tollgate.hpp` alone", "<= 0.5 s more", f"{costs[dearest]:.2f} s", costs[dearest] <= 0.5))


INSTRUCTIONS = {
    "sign/cryptopp": ("sign one `init_form`", "the bare digest", 1.8),
    "request order/cryptopp": ("`make_request` of `obtain_token`", "bare SHA-1 + `json::serialize`", 1.4),
    "cactus callback/cryptopp": ("receive a Cactus callback", "`json::parse` + bare SHA-1", 1.3),
    "stripe/cryptopp/200": ("receive a Stripe event of 0.2 kB", "`json::parse` + a prekeyed HMAC", 1.05),
    "standard/cryptopp/200": ("receive a Standard Webhooks delivery of 0.2 kB", "`json::parse` + a prekeyed HMAC", 0.95),
}


def instruction_rows(table, baseline):
    """As benchmarks/check_instructions.sh counted them last."""
    ratios = dict(line.split("\t") for line in baseline.read_text().splitlines() if not line.startswith("#"))
    for name, (what, against, limit) in INSTRUCTIONS.items():
        table.at_most(f"instructions: {what}, cryptopp", against, limit, float(ratios[name]))


# Plots

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 360, 76, 130, 40, 52
COLOURS = ("#1f5fa8", "#c2571a", "#3a8f4d", "#7a4fa3")


def ticks(low, high):
    """Powers of ten and their doubles and fives, inside the range."""
    all_ticks = [m * 10.0 ** e for e in range(-3, 10) for m in (1, 2, 5)]
    inside = [t for t in all_ticks if low <= t <= high]
    return inside if len(inside) < 8 else [t for t in inside if math.log10(t) % 1 < 1e-9]


def plain(value):
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def plot(title, x_title, y_title, series):
    """An SVG with logarithmic axes: `series` is {name: [(x, y), ...]}."""
    xs = [x for points in series.values() for x, _ in points]
    ys = [y for points in series.values() for _, y in points]
    low_x, high_x, low_y, high_y = min(xs), max(xs), min(ys) / 1.3, max(ys) * 1.3

    def at(x, y):
        across = math.log(x / low_x) / math.log(high_x / low_x)
        up = math.log(y / low_y) / math.log(high_y / low_y)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    text = '<text x="{:.0f}" y="{:.0f}" text-anchor="{}"{}>{}</text>\n'
    line = '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="#ddd"/>\n'
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">\n',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n',
           text.format(LEFT, 22, "start", ' font-size="14" font-weight="bold"', title)]
    for x in sorted(set(xs)):
        px, _ = at(x, low_y)
        svg += [line.format(px, TOP, px, HEIGHT - BOTTOM), text.format(px, HEIGHT - BOTTOM + 18, "middle", "", plain(x))]
    for y in ticks(low_y, high_y):
        _, py = at(low_x, y)
        svg += [line.format(LEFT, py, WIDTH - RIGHT, py), text.format(LEFT - 8, py + 4, "end", "", plain(y))]
    svg += [text.format((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "middle", "", x_title),
            text.format(LEFT - 8, TOP - 6, "end", "", y_title)]
    label_at = []
    for colour, (name, points) in zip(COLOURS, series.items()):
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in (at(*p) for p in points))
        svg.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>\n')
        svg += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>\n' for px, py in (at(*p) for p in points)]
        px, py = at(*points[-1])
        while any(abs(py - other) < 14 for other in label_at):
            py += 14
        label_at.append(py)
        svg.append(text.format(px + 8, py + 4, "start", f' fill="{colour}"', name))
    return "".join(svg) + "</svg>\n"


def medians_over(values, row, side):
    return sorted((int(x), statistics.median(v)) for (r, s, x), v in values.items() if r == row and s == side)


def draw(folder, times, send, calls):
    folder.mkdir(parents=True, exist_ok=True)
    plots = {
        "async_send": ("Requests a second over those under way", "outstanding", "1/s",
                       {side: medians_over(send, "async_send", side) for side in ("tollgate", "beast")}),
        "listener": ("Callbacks a second over connections", "connections", "1/s",
                     {side: medians_over(calls, "listener", side) for side in ("tollgate", "beast")}),
        "fields": ("Cost over the number of fields", "fields", "ns",
                   {"make_request": points_of(times, "growth of messages/tollgate/fields"),
                    "receive": points_of(times, "growth of bodies/tollgate/fields")}),
        "bytes": ("Cost over the size of a body", "bytes", "ns",
                  {"receive": points_of(times, "growth of bodies/tollgate/bytes")}),
        "webhooks": ("Cost over the size of a delivery", "bytes", "ns",
                     {f"{name}": [(size, times[f"{of}/{size}"]) for size in (200, 1000, 4000)]
                      for name, of in (("Stripe event", "stripe/tollgate/cryptopp"), ("parse + HMAC", "stripe/parse and hmac/cryptopp"),
                                       ("Standard Webhooks", "standard/tollgate/cryptopp"))}),
    }
    for name, what in plots.items():
        (folder / f"{name}.svg").write_text(plot(*what))


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    measured, results, plots = (pathlib.Path(a) for a in sys.argv[1:])
    times = read_times(measured / "times.json")
    send, calls = read_lines(measured / "send.tsv"), read_lines(measured / "callbacks.tsv")
    table = Table()
    micro_rows(table, times)
    allocation_rows(table, measured / "allocations.tsv")
    node_rows(table, times, read_lines(measured / "node.tsv"))
    network_rows(table, send, calls)
    records_rows(table, read_lines(measured / "records.tsv"))
    growth_rows(table, times)
    compiled = read_lines(measured / "compile.tsv")
    compile_rows(table, compiled)
    declaration_rows(table, compiled)
    instruction_rows(table, pathlib.Path(__file__).with_name("instructions.baseline"))
    draw(plots, times, send, calls)
    text = ("# Results\n\nWritten by `benchmarks/run.sh`; what the rows mean, and what bounds them: "
            "[docs/performance.md](../docs/performance.md).\n\n" + (measured / "machine.md").read_text() + "\n" + table.markdown())
    results.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
