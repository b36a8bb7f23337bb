"""The hard cases that the tests try: arguments and correctly rounded results, as bit patterns in a table."""

import json
import pathlib
import subprocess

import numpy as np

import truth

CASES = pathlib.Path(__file__).parents[2] / "tests/data/accuracy.csv"
# Cases of a function and type: edge values, evenly chosen arguments, and the worst ones of the last measurement.
EDGES, CHOSEN = 40, 40


def write_cases(results, program, functions):
    """Writes the table."""
    lines = ["function,type,arguments,result"]
    for name in functions:
        for kind in ("f64", "f32"):
            dtype = np.dtype(f"<f{4 if kind == 'f32' else 8}")
            arguments = chosen(results, program, name, kind, dtype)
            for row, result in zip(zip(*arguments), rounded(name, arguments, dtype)):
                if fair(name, row, result):
                    lines.append(f"{name},{kind},{' '.join(map(pattern, row))},{pattern(result)}")
    CASES.write_text("\n".join(lines) + "\n")


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
    places = np.concatenate([np.linspace(0, usual - 1, CHOSEN, dtype=int), spread(edges, EDGES * len(columns))])
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


def rounded(name, arguments, dtype):
    """The nearest numbers to the true values, ties to even, subnormal ones too."""
    right = truth.right(name, arguments)
    return [nearest(*parts, dtype) for parts in zip(right.high, right.low, right.exponent)]


def nearest(high, low, exponent, dtype):
    if not np.isfinite(high) or high == 0:
        return dtype.type(high)
    digits, lowest, beyond = (53, -1021, 1024) if dtype.itemsize == 8 else (24, -125, 128)
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


def fair(name, row, result):
    """Where a sum of logarithms cancels, its error is relative to the larger operand."""
    if not name.startswith("logaddexp") or not np.isfinite(result):
        return True
    larger = max(row)
    return not np.isfinite(larger) or abs(result) >= abs(larger)


def pattern(x):
    return f"{int(x.view(f'<u{x.itemsize}')):0{2 * x.itemsize}x}"
