"""Reductions, accumulations, outer sums and updates at indices in Numba."""

import math

import numpy as np
from numba import njit, prange, vectorize

import inputs
from measure import case
from numba_forms import labelled, written

FAST = dict(fastmath=True, error_model="numpy", cache=True)
N = 4000
AXES = {"all": None, "rows": 1, "columns": 0}
#: Columns that are reduced together: the running values stay in the L1 cache.
BLOCK = 1000


@vectorize(["f8(f8,f8)"], identity=0)
def add(a, b):
    return a + b


@vectorize(["f8(f8,f8)"], identity="reorderable")
def maximum(a, b):
    return max(a, b)


@njit(**FAST, inline="always")
def plus(a, b):
    return a + b


@njit(**FAST, inline="always")
def larger(a, b):
    """The larger number; `fastmath` has no NaN."""
    return a if a > b else b


@njit(**FAST)
def sum_all(a, out):
    flat, total = a.ravel(), 0.0
    for i in range(flat.size):
        total += flat[i]
    out[()] = total


@njit(**FAST, parallel=True)
def sum_all_parallel(a, out):
    flat, total = a.ravel(), 0.0
    for i in prange(flat.size):
        total += flat[i]
    out[()] = total


@njit(**FAST)
def max_all(a, out):
    flat, largest = a.ravel(), -math.inf
    for i in range(flat.size):
        largest = larger(flat[i], largest)
    out[()] = largest


@njit(**FAST, parallel=True)
def max_all_parallel(a, out):
    flat, largest = a.ravel(), -math.inf
    for i in prange(flat.size):
        largest = max(largest, flat[i])
    out[()] = largest


def loops(f, start):
    """Loops over the rows and over the columns."""

    @njit(fastmath=True, error_model="numpy", parallel=True)
    def rows(a, out):
        for i in prange(len(a)):
            value = start
            for j in range(a.shape[1]):
                value = f(a[i, j], value)
            out[i] = value

    @njit(fastmath=True, error_model="numpy")
    def columns(a, out):
        out[:] = a[0]
        for i in range(1, len(a)):
            for j in range(a.shape[1]):
                out[j] = f(a[i, j], out[j])

    @njit(fastmath=True, error_model="numpy", parallel=True)
    def blocks(a, out):
        for block in prange((a.shape[1] + BLOCK - 1) // BLOCK):
            begin, end = block * BLOCK, min(block * BLOCK + BLOCK, a.shape[1])
            out[begin:end] = a[0, begin:end]
            for i in range(1, len(a)):
                for j in range(begin, end):
                    out[j] = f(a[i, j], out[j])

    return {"rows": {"prange": rows}, "columns": {"loop": columns, "prange blocks": blocks}}


LOOPS = {
    "sum": {"all": {"loop": sum_all, "prange": sum_all_parallel}} | loops(plus, 0.0),
    "max": {"all": {"loop": max_all, "prange": max_all_parallel}} | loops(larger, -math.inf),
}
UFUNCS = {"sum": add, "max": maximum}


def reduced(name, over):
    a, axis = inputs.matrices(N, 1)[0][0], AXES[over]
    out = np.zeros(() if axis is None else N)
    compiled = {form: written(loop, out, a) for form, loop in LOOPS[name][over].items()}
    return labelled(compiled | {"vectorize reduce": lambda: UFUNCS[name].reduce(a, axis=axis, out=out)})


for name in ("sum", "max"):
    for over in AXES:
        case(f"reduce/{name}/{over}", name, over)(reduced)


@njit(**FAST)
def sum_integers(a, out):
    flat, total = a.ravel(), 0
    for i in range(flat.size):
        total += flat[i]
    out[()] = total


@case("reduce/integers")
def integers():
    a = (1000 * inputs.matrices(N, 1)[0][0]).astype(np.int64)
    return labelled({"loop": written(sum_integers, np.zeros((), np.int64), a)})


@njit(**FAST)
def sum_segments(a, places):
    out = np.empty(len(places))
    for i in range(len(places)):
        end = places[i + 1] if i + 1 < len(places) else len(a)
        total = 0.0
        for j in range(places[i], end):
            total += a[j]
        out[i] = total
    return out


@case("reduce/segments")
def segments():
    a, places = inputs.segments()
    return labelled({"loop": lambda: sum_segments(a, places)})


@njit(**FAST, parallel=True)
def fused_rows(a, out):
    for i in prange(len(a)):
        total = 0.0
        for j in range(a.shape[1]):
            total += math.exp(-0.5 * a[i, j] * a[i, j])
        out[i] = total


@case("reduce/fused", threads=(1, 2))
def fused():
    return labelled({"prange": written(fused_rows, np.zeros(N), inputs.matrices(N, 1)[0][0])})


@njit(**FAST)
def running(a, out):
    total = 0.0
    for i in range(len(a)):
        total += a[i]
        out[i] = total


@njit(**FAST, parallel=True)
def running_rows(a, out):
    for i in prange(len(a)):
        total = 0.0
        for j in range(a.shape[1]):
            total += a[i, j]
            out[i, j] = total


@njit(**FAST)
def running_columns(a, out):
    out[0] = a[0]
    for i in range(1, len(a)):
        for j in range(a.shape[1]):
            out[i, j] = out[i - 1, j] + a[i, j]


def accumulated(a, axis, loop):
    out = np.zeros_like(a)
    return labelled({
        "loop": written(loop, out, a),
        "vectorize accumulate": lambda: add.accumulate(a, axis=axis, out=out),
    })


case("reduce/accumulate/1e7")(lambda: accumulated(inputs.vectors(10_000_000, 1)[0][0], 0, running))
case("reduce/accumulate/columns")(lambda: accumulated(inputs.matrices(N, 1)[0][0], 0, running_columns))
case("reduce/accumulate/rows")(lambda: accumulated(inputs.matrices(N, 1)[0][0], 1, running_rows))


@njit(**FAST, parallel=True)
def outer_loop(a, b):
    out = np.empty((len(a), len(b)))
    for i in prange(len(a)):
        for j in range(len(b)):
            out[i, j] = a[i] + b[j]
    return out


@case("reduce/outer")
def outer():
    (a, b), _ = inputs.vectors(N, 2)
    return labelled({"prange": lambda: outer_loop(a, b), "vectorize outer": lambda: add.outer(a, b)})


@njit(**FAST)
def add_at(indices, values, out):
    out[:] = 0
    for i in range(len(indices)):
        out[indices[i]] += values[i]


def at(places):
    indices, values, out = inputs.updates(places)

    def ufunc():
        out.fill(0)
        add.at(out, indices, values)
        return out

    return labelled({"loop": written(add_at, out, indices, values), "vectorize at": ufunc})


case("reduce/at1e3", 1000)(at)
case("reduce/at1e6", 1_000_000)(at)
