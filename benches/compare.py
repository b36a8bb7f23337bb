"""Runs our table and the Python peers side by side, group of cases by group of cases, and prints a table in Markdown.

All figures of a group are of one run on one machine: the same operands, one contender's programs after the other's, in
rounds. `compare.sh` makes what it needs and passes its options on.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

from reach import CASES, GROUPS

HERE = pathlib.Path(__file__).parent
MARKS = "<!-- table -->", "<!-- /table -->"
#: Columns of the table, and other calls of ours that only a reach speaks of.
COLUMNS, OTHERS = ("ours", "hand", "ndarray"), ("broadcast", "gufunc", "steps")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short turns, one round")
    parser.add_argument("--only", default="", help="cases whose names begin so, as `math/exp` or `layout`")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=1.0, help="for each contender of a case, in a round")
    parser.add_argument("--median", action="store_true", help="compare medians, not minima")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--table", required=True, help="the program `table`")
    parser.add_argument("--peers", required=True, help="the folder of the environments `svml` and `stock`")
    parser.add_argument("--lines", help="a file for the JSON lines of all contenders")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 1, 0.15

    lines = []
    for group in GROUPS:
        lines += measure(group, options)
    if options.lines:
        pathlib.Path(options.lines).write_text("".join(json.dumps(line) + "\n" for line in lines))
    table = "\n".join(rows(lines, "ns" if options.median else "min"))
    print(table)
    if options.write:
        write(table)


def programs(options):
    """The programs that print lines, each with what it needs."""
    peers = pathlib.Path(options.peers)
    script = str(HERE / "peers" / "peers.py")
    cache = {name: {"NUMBA_CACHE_DIR": str(peers / name / "compiled")} for name in ("svml", "stock")}
    svml = {"LD_LIBRARY_PATH": str(peers / "svml/lib")}
    return [
        ([options.table], {}),
        ([str(peers / "svml/bin/python"), script], cache["svml"] | svml),
        ([str(peers / "stock/bin/python"), script], cache["stock"]),
    ]


def measure(group, options):
    """The lines of all programs for the cases of a group."""
    wanted = [name for name in CASES if name.startswith(group) and name.startswith(options.only)]
    lines = []
    for threads in (1, 2):
        suited = [name for name in wanted if name.endswith("/2t") == (threads == 2)]
        if not suited:
            continue
        only = group if len(options.only) < len(group) else options.only
        # One thread is one core, for those too that start more threads than they are told.
        pin = (lambda: os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})) if threads == 1 else None
        for _ in range(options.rounds):
            for command, environment in programs(options):
                command = command + ["--only", only, "--threads", str(threads), "--seconds", str(options.seconds)]
                environment = os.environ | environment
                done = subprocess.run(command, env=environment, preexec_fn=pin, stdout=subprocess.PIPE, text=True)
                if done.returncode:
                    sys.exit(f"{' '.join(command)} failed")
                lines += map(json.loads, done.stdout.splitlines())
        print(f"{group}, threads: {threads}: done", file=sys.stderr, flush=True)
    return lines


def best(lines, key):
    """The quickest contender: its time and its name."""
    return min(((line[key], line["peer"]) for line in lines), default=(None, None))


def rows(lines, key):
    """The lines of the table."""
    yield "| case | ours | hand loop | `ndarray` | best peer | ours : hand | ours : peer | reach | met |"
    yield "|---|---|---|---|---|---|---|---|---|"
    times = {}
    for name, case in CASES.items():
        here = [line for line in lines if line["case"] == name]
        if not here:
            continue
        wrong = disagreeing(here)
        here = [line for line in here if line["peer"] not in wrong]
        kinds = {kind: [] for kind in (*COLUMNS, *OTHERS, "peer")}
        for line in here:
            kinds.get(line["peer"].split()[0], kinds["peer"]).append(line)
        time = {kind: best(kinds[kind], key)[0] for kind in kinds}
        times[name] = time
        named = {}
        for line in kinds["peer"]:
            named[line["peer"]] = min(line[key], named.get(line["peer"], line[key]))
        cells = [shown(time[kind]) for kind in COLUMNS]
        peer = best(kinds["peer"], key)[1]
        cells.append(f"{shown(time['peer'])} ({peer})" if peer else "–")
        cells += [ratio(time["ours"], time["hand"]), ratio(time["ours"], time["peer"])]
        cells += [case.text, "yes" if case.met(time, named, times) else "no"]
        yield f"| {case.title} | {' | '.join(cells)} |"
        for peer in wrong:
            print(f"{name}: {peer} computes something else and is left out", file=sys.stderr)


def disagreeing(lines):
    """Contenders whose result is not that of the hand loop."""
    right = next(line["check"] for line in lines if line["peer"].startswith("hand"))
    tolerance = 1e-4 if "f32" in lines[0]["case"] else 1e-9
    return {line["peer"] for line in lines if abs(line["check"] - right) > tolerance * abs(right)}


def shown(ns):
    if ns is None:
        return "–"
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}" if ns < 999 * size else f"{ns / size:.0f} {unit}"
    return f"{ns:.3g} ns"


def ratio(ours, other):
    return "–" if other is None else f"{ours / other:.2f}"


def write(table):
    readme = HERE / "README.md"
    before, rest = readme.read_text().split(MARKS[0])
    _, after = rest.split(MARKS[1])
    readme.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}")


if __name__ == "__main__":
    main()
