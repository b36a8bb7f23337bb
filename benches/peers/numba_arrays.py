"""Layouts, masks, core dimensions and small calls in Numba."""

import numpy as np
from numba import guvectorize, njit, prange, vectorize

import inputs
from measure import case
from numba_forms import labelled, written

FAST = dict(fastmath=True, parallel=True, cache=True)
TILE = 32


@vectorize(["f8(f8,f8)"])
def add(a, b):
    return a + b


@vectorize(["f8(f8,f8,f8)"], fastmath=True)
def muladd(a, b, c):
    return a * b + c


@njit(**FAST)
def add_loop(a, b, out):
    for i in prange(a.size):
        out[i] = a[i] + b[i]


@njit(**FAST)
def muladd_loop(a, b, c, out):
    for i in prange(a.size):
        out[i] = a[i] * b[i] + c[i]


def vectors(ufunc, loop, count, n, form):
    operands, out = inputs.vectors(n, count)
    if form == "fresh":
        return labelled({"vectorize": lambda: ufunc(*operands)})
    return labelled({"vectorize": lambda: ufunc(*operands, out=out), "prange": written(loop, out, *operands)})


for n, size in ((1000, "1e3"), (100_000, "1e5"), (10_000_000, "1e7")):
    for form in ("given", "fresh"):
        case(f"add/{size}/{form}", add, add_loop, 2, n, form)(vectors)
        case(f"muladd/{size}/{form}", muladd, muladd_loop, 3, n, form)(vectors)


@njit("(f8[::1],f8[::1],f8[::1])", fastmath=True)
def add_small(a, b, out):
    for i in range(a.size):
        out[i] = a[i] + b[i]


def small(n):
    (a, b), out = inputs.vectors(n, 2)
    return labelled({"njit": written(add_small, out, a, b)})


for n in (1, 10, 100):
    case(f"call/{n}", n)(small)


@njit(**FAST)
def transposed_loop(a, b, out):
    n, m = out.shape
    for block in prange((n + TILE - 1) // TILE):
        top, end = block * TILE, min(block * TILE + TILE, n)
        for left in range(0, m, TILE):
            for i in range(top, end):
                for j in range(left, min(left + TILE, m)):
                    out[i, j] = a[j, i] + b[i, j]


@case("layout/transpose")
def transpose():
    (a, b), out = inputs.matrices(4000, 2)
    return labelled({
        "vectorize": lambda: add(a.T, b, out=out),
        "prange tiled": written(transposed_loop, out, a, b),
    })


@njit(**FAST)
def outer_loop(a, b, out):
    for i in prange(len(a)):
        for j in range(len(b)):
            out[i, j] = a[i] + b[j]


@case("layout/outer")
def outer():
    (a, b), _ = inputs.vectors(4000, 2)
    out = np.zeros((4000, 4000))
    return labelled({
        "vectorize": lambda: add(a[:, None], b[None, :], out=out),
        "prange": written(outer_loop, out, a, b),
    })


@njit(**FAST)
def rows3_loop(a, b, out):
    b0, b1, b2 = b
    for i in prange(len(a)):
        out[i, 0] = a[i, 0] + b0
        out[i, 1] = a[i, 1] + b1
        out[i, 2] = a[i, 2] + b2


@case("layout/rows3")
def rows3():
    a, b, out = inputs.rows3()
    return labelled({"vectorize": lambda: add(a, b, out=out), "prange": written(rows3_loop, out, a, b)})


@njit(**FAST)
def strided_loop(a, b, out):
    for i in prange(out.size):
        out[i] = a[2 * i] + b[2 * i]


@case("layout/strided")
def strided():
    (a, b), _ = inputs.vectors(10_000_000, 2)
    out = np.zeros(5_000_000)
    return labelled({
        "vectorize": lambda: add(a[::2], b[::2], out=out),
        "prange": written(strided_loop, out, a, b),
    })


@njit(**FAST)
def mixed_loop(a, b, c, out):
    n, m = out.shape
    for block in prange((n + TILE - 1) // TILE):
        top, end = block * TILE, min(block * TILE + TILE, n)
        for left in range(0, m, TILE):
            for i in range(top, end):
                for j in range(left, min(left + TILE, m)):
                    out[i, j] = a[i, j] * b[j, i] + c[j, i]


@case("layout/mixed")
def mixed():
    (a, b, c), out = inputs.matrices(2000, 3)
    return labelled({
        "vectorize": lambda: muladd(a, b.T, c.T, out=out),
        "prange tiled": written(mixed_loop, out, a, b, c),
    })


@njit(**FAST)
def masked_loop(mask, a, b, out):
    for i in prange(a.size):
        if mask[i]:
            out[i] = a[i] + b[i]


def mask(kind):
    (a, b), out = inputs.vectors(10_000_000, 2)
    return labelled({"prange": written(masked_loop, out, inputs.mask(kind, a.size), a, b)})


case("mask/random", "random")(mask)
case("mask/runs", "runs")(mask)


@guvectorize(["(f8[:,::1],f8[:,::1],f8[:,::1])"], "(m,m),(m,m)->(m,m)", fastmath=True)
def matmul3_gufunc(a, b, out):
    for i in range(3):
        for j in range(3):
            out[i, j] = a[i, 0] * b[0, j] + a[i, 1] * b[1, j] + a[i, 2] * b[2, j]


@njit(**FAST)
def matmul3_loop(a, b, out):
    for k in prange(len(a)):
        for i in range(3):
            for j in range(3):
                out[k, i, j] = a[k, i, 0] * b[k, 0, j] + a[k, i, 1] * b[k, 1, j] + a[k, i, 2] * b[k, 2, j]


@case("core/matmul3")
def matmul3():
    a, b = inputs.pairs((1_000_000, 3, 3))
    out = np.zeros_like(a)
    return labelled({
        "guvectorize": lambda: matmul3_gufunc(a, b, out=out),
        "prange": written(matmul3_loop, out, a, b),
    })


@guvectorize(["(f8[::1],f8[::1],f8[:])"], "(n),(n)->()", fastmath=True)
def inner_gufunc(a, b, out):
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    out[0] = total


@guvectorize(["(f8[::1],f8[::1],f8[:])"], "(n),(n)->()")
def inner_gufunc_exact(a, b, out):
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    out[0] = total


@njit(**FAST)
def inner_loop(a, b, out):
    for k in prange(len(a)):
        total = 0.0
        for i in range(a.shape[1]):
            total += a[k, i] * b[k, i]
        out[k] = total


def inner(shape):
    a, b = inputs.pairs(shape)
    out = np.zeros(len(a))
    return labelled({
        "guvectorize": lambda: inner_gufunc(a, b, out=out),
        "guvectorize in order": lambda: inner_gufunc_exact(a, b, out=out),
        "prange": written(inner_loop, out, a, b),
    })


case("core/inner3", (1_000_000, 3))(inner)
case("core/inner1000", (1000, 1000))(inner)
