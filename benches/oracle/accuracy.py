"""The oracle: compares what the program `accuracy` computed with MPFR, and prints a table in Markdown.

Each result is compared with the true value, known to 120 bits or more, not with its rounding: so an error of 0.5 ulp is
the best that can be. The ulp is that of the true value, 2^-1074 (2^-149) for subnormal ones. `accuracy.sh` makes what this
needs and passes its options on.
"""

import argparse
import json
import math
import multiprocessing
import pathlib
import subprocess
import sys

import numpy as np

import truth
from cases import write_cases

ROOT = pathlib.Path(__file__).parents[2]
TABLE = ROOT / "ufunc-core/src/math/ACCURACY.md"
MARKS = "<!-- accuracy -->", "<!-- /accuracy -->"
# Arguments of a function and type. An f32 function of one argument is tried on all of them besides.
COUNTS = {"f64": 1_000_000, "f32": 500_000}
# How many of the worst arguments are kept for `--cases`.
WORST = 12


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20,000 arguments a function")
    parser.add_argument("--only", default="", help="functions of these names, separated by commas")
    parser.add_argument("--all-singles", action="store_true", help="all arguments of f32 functions too: half a minute each")
    parser.add_argument("--types", default="f64,f32", help="`''`: nothing but the table of what was measured before")
    parser.add_argument("--write", action="store_true", help="put the table into ACCURACY.md")
    parser.add_argument("--cases", action="store_true", help="write the hard cases of the tests, from what was measured")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--program", required=True, help="the program `accuracy`")
    parser.add_argument("--results", required=True, help="a folder: results of functions that are not wanted stay there")
    options = parser.parse_args()
    results = pathlib.Path(options.results)
    results.mkdir(parents=True, exist_ok=True)

    listed = subprocess.run([options.program, "--list"], check=True, stdout=subprocess.PIPE, text=True).stdout
    functions = dict(line.split() for line in listed.splitlines())
    wanted = options.only.split(",") if options.only else list(functions)
    jobs = [(name, kind, options) for kind in options.types.split(",") if kind for name in wanted]
    if options.all_singles:
        jobs += [(name, "all", options) for name in wanted if functions[name] == "1"]
    with multiprocessing.Pool(options.processes) as pool:
        for name, kind, found in pool.imap_unordered(run, jobs, chunksize=1):
            (results / f"{name}.{kind}.json").write_text(json.dumps(found))
            print(f"{name} {kind}: {described(found)}", file=sys.stderr, flush=True)

    if options.cases:
        write_cases(results, options.program, functions)
    table = "\n".join(rows(results, functions if options.write else wanted))
    print(table)
    if options.write:
        before, rest = TABLE.read_text().split(MARKS[0])
        _, after = rest.split(MARKS[1])
        TABLE.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}")


def run(job):
    name, kind, options = job
    found = all_singles(name, options) if kind == "all" else measured(name, kind, options)
    return name, kind, found


def measured(name, kind, options):
    """The errors of a function of a type, by level."""
    count = 20_000 if options.quick else COUNTS[kind]
    folder = pathlib.Path(options.results)
    command = [options.program, name, kind, str(count), str(folder)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    levels = dict(line.split() for line in printed.splitlines())
    dtype = np.dtype(kind.replace("f64", "<f8").replace("f32", "<f4"))
    files = sorted(folder.glob(f"{name}.{kind}.[0-9]"))
    arguments = [np.fromfile(file, dtype) for file in files]
    right = truth.right(name, arguments)
    found = {"count": len(arguments[0]), "levels": {}}
    for file in set(levels.values()):
        result = np.fromfile(folder / file, dtype)
        ulps, wrong = truth.errors(name, arguments, right, result)
        worst = np.argsort(ulps)[::-1][:WORST]
        entry = {
            "largest": float(ulps[worst[0]]),
            "at": bits(arguments, worst[0]),
            "wrong": int(wrong.sum()),
            "wrong_at": [bits(arguments, place) for place in np.flatnonzero(wrong)[:5]],
            "worst": [bits(arguments, place) for place in worst],
        }
        for level in [level for level in levels if levels[level] == file]:
            found["levels"][level] = entry
    for file in [*files, *(folder / file for file in set(levels.values()))]:
        file.unlink()
    return found


def all_singles(name, options):
    """The errors of an f32 function of one argument over all of them, by level."""
    command = [options.program, "--all-singles", name]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    lines = [line.split() for line in printed.splitlines()]
    fields = lambda line: {"largest": float(line[2]), "at": [line[3]], "beyond_one": int(line[4])}
    return {"levels": {line[1]: fields(line) for line in lines}}


def bits(arguments, place):
    """The bit patterns of the arguments at a place."""
    return [f"{int(x[place:place + 1].view(f'<u{x.itemsize}')[0]):0{2 * x.itemsize}x}" for x in arguments]


def described(found):
    texts = []
    for level, entry in found["levels"].items():
        wrong = f", wrong {entry['wrong']} at {entry['wrong_at']}" if entry.get("wrong") else ""
        texts.append(f"{level} {entry['largest']:.4f} at {','.join(entry['at'])}{wrong}")
    return "; ".join(texts)


def rows(results, names):
    """The lines of the tables."""
    yield "### `f64`\n"
    yield "| function | arguments | largest error | at | without FMA | at | specials wrong |"
    yield "|---|---|---|---|---|---|---|"
    for name in names:
        found = load(results / f"{name}.f64.json")
        if found:
            cells = [cell for entry in (fused(found), plain(found)) for cell in (ulps(entry), shown(entry))]
            yield f"| `{name}` | {found['count']:,} | {' | '.join(cells)} | {wrong(found)} |"
    yield "\n### `f32`\n"
    yield "| function | arguments | largest error | at | without FMA | at | more than 1 ulp | specials wrong |"
    yield "|---|---|---|---|---|---|---|---|"
    for name in names:
        sample, every = load(results / f"{name}.f32.json"), load(results / f"{name}.all.json")
        if sample:
            found = every or sample
            cells = [cell for entry in (fused(found), plain(found)) for cell in (ulps(entry), shown(entry))]
            beyond = [f"{entry['beyond_one']:,}" for entry in (fused(every), plain(every))] if every else ["–"]
            count = "all" if every else f"{sample['count']:,}"
            yield f"| `{name}` | {count} | {' | '.join(cells)} | {', '.join(beyond)} | {wrong(sample)} |"


def load(file):
    return json.loads(file.read_text()) if file.exists() else None


def plain(found):
    return found["levels"]["Baseline"]


def fused(found):
    """The entry of the best level: AVX2, AVX-512 and NEON give the same bits, and the program tells if not."""
    others = [entry for level, entry in found["levels"].items() if level != "Baseline"]
    return max(others, key=lambda entry: entry["largest"], default=plain(found))


def wrong(found):
    return max(entry["wrong"] for entry in found["levels"].values())


def ulps(entry):
    """Rounded up: none was larger. What is right to a thousandth of an ulp stays what it is."""
    return f"{math.ceil(100 * entry['largest'] - 0.1) / 100:.2f}"


def shown(entry):
    """Arguments as decimals that read back as the same numbers; none if all results are exact."""
    if entry["largest"] == 0:
        return "–"
    numbers = []
    for pattern in entry["at"]:
        size = len(pattern) // 2
        number = np.frombuffer(int(pattern, 16).to_bytes(size, "little"), f"<f{size}")[0]
        numbers.append(np.format_float_positional(number, trim="-") if 1e-4 < abs(number) < 1e6 else str(number))
    return ", ".join(numbers)


if __name__ == "__main__":
    main()
