"""The hard cases that the tests try: arguments and correctly rounded results, as bit patterns in a table."""

import json
import pathlib
import subprocess

import numpy as np

import truth

CASES = pathlib.Path(__file__).parents[2] / "tests/data/accuracy.csv"
# Cases of a function and type: edge values, evenly chosen arguments, and the worst ones of the last measurement.
EDGES, CHOSEN = 64, 24


def write_cases(results, program, functions):
    """Writes the table."""
    lines = ["function,type,arguments,result,exact"]
    for name in functions:
        for kind in ("f64", "f32"):
            dtype = np.dtype(f"<f{4 if kind == 'f32' else 8}")
            arguments = chosen(results, program, name, kind, dtype)
            right = truth.right(name, arguments)
            fair = truth.judged(name, arguments, dtype) & comparable(name, arguments)
            for place in np.flatnonzero(fair):
                row = " ".join(pattern(column[place]) for column in arguments)
                high = right.high[place]
                result = nearest(high, right.low[place], right.exponent[place], dtype)
                exact = "" if np.isfinite(high) and high != 0 else "exact"
                lines.append(f"{name},{kind},{row},{pattern(result)},{exact}")
    CASES.write_text("\n".join(lines) + "\n")


def comparable(name, arguments):
    """Cases that one bound of ulps does for: no high powers, no sums of logarithms that may cancel."""
    if name == "powi":
        return np.abs(arguments[1]) <= 8
    if name.startswith("logaddexp"):
        return ~((arguments[0] < 0) & (arguments[1] < 0) & np.isfinite(arguments[0]) & np.isfinite(arguments[1]))
    return np.ones(len(arguments[0]), bool)


def chosen(results, program, name, kind, dtype):
    """Columns of arguments."""
    command = [program, name, kind, "2000", str(results)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    columns = []
    for file in sorted(results.glob(f"{name}.{kind}.*")):
        if file.suffix[1:].isdigit():
            columns.append(np.fromfile(file, dtype))
        if file.suffix != ".json":
            file.unlink()
    # The edge values stand at the end; those of two arguments are many.
    usual, edges = 1900, np.arange(2000, len(columns[0]))
    places = np.concatenate([np.linspace(0, usual - 1, CHOSEN, dtype=int), spread(edges, EDGES)])
    columns = [column[places] for column in columns]
    stored = results / f"{name}.{kind}.json"
    levels = json.loads(stored.read_text())["levels"] if stored.exists() else {}
    worst = {tuple(row) for entry in levels.values() for row in entry["worst"]}
    for index, column in enumerate(columns):
        more = [int(row[index], 16) for row in sorted(worst)]
        columns[index] = np.concatenate([column, np.array(more, f"<u{dtype.itemsize}").view(dtype)])
    return columns


def spread(places, count):
    """So many of the places, evenly."""
    return places[np.unique(np.linspace(0, len(places) - 1, count, dtype=int))]


def nearest(high, low, exponent, dtype):
    """The nearest number to a true value, ties to even, subnormal ones too."""
    if not np.isfinite(high) or high == 0:
        return dtype.type(high)
    digits, lowest, beyond = truth.limits(dtype)
    if digits == 53 and exponent >= lowest:
        low = 0.0  # The high part is the nearest number already.
    # As a whole number of ulps, in Python's exact integers.
    unit = max(int(exponent), lowest) - digits
    shift = int(exponent) - unit
    scale = 1 << 200
    value = int(float(high) * 2.0**53) * (scale >> 53) + int(float(low) * 2.0**200)
    units, rest = divmod(abs(value) << max(shift, 0), scale << max(-shift, 0))
    half = scale << max(-shift, 0) >> 1
    units += rest > half or rest == half and units & 1
    if units >> digits and exponent >= beyond:
        return dtype.type(np.copysign(np.inf, high))
    size = np.ldexp(np.float64(units), unit) if unit < beyond - digits + 1 else np.inf
    return dtype.type(np.copysign(size, high))


def pattern(x):
    return f"{int(x.view(f'<u{x.itemsize}')):0{2 * x.itemsize}x}"
