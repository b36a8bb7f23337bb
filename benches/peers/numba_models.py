"""The bigger cases in Numba, as explicit loops: the one form in which it vectorises them."""

import math

import numpy as np
from numba import guvectorize, njit, prange, vectorize

import inputs
from measure import case
from numba_forms import labelled, written

FAST = dict(fastmath=True, error_model="numpy", cache=True)


@njit(**FAST, inline="always")
def excess(a1, a2, b1, b2):
    """cosh of the distance of two points of the Poincaré disc, less one."""
    num = (a1 - b1) ** 2 + (a2 - b2) ** 2
    return 2 * num / ((1 - a1 * a1 - a2 * a2) * (1 - b1 * b1 - b2 * b2))


@njit(**FAST, inline="always")
def arcosh1(t):
    """arcosh(1 + t) in half the time of Numba's own."""
    return math.log(1 + t + math.sqrt(t * (t + 2)))


@njit(**FAST, parallel=True)
def distances_acosh(x, y, out):
    for i in prange(len(x)):
        for j in range(len(x)):
            out[i, j] = math.acosh(1 + excess(x[i], y[i], x[j], y[j]))


@njit(**FAST, parallel=True)
def distances_ln(x, y, out):
    for i in prange(len(x)):
        for j in range(len(x)):
            out[i, j] = arcosh1(excess(x[i], y[i], x[j], y[j]))


POINTS = ["f8(f8,f8,f8,f8)"]


@vectorize(POINTS, fastmath=True)
def distance_acosh(a1, a2, b1, b2):
    return math.acosh(1 + excess(a1, a2, b1, b2))


@vectorize(POINTS, fastmath=True)
def distance_ln(a1, a2, b1, b2):
    return arcosh1(excess(a1, a2, b1, b2))


def poincare(form, n):
    x, y = inputs.points(n)
    out = np.zeros((n, n))
    loops, ufunc = {"acosh": (distances_acosh, distance_acosh), "ln": (distances_ln, distance_ln)}[form]
    return labelled(
        {
            "prange": written(loops, out, x, y),
            "vectorize": lambda: ufunc(x[:, None], y[:, None], x, y, out=out),
        }
    )


for form in ("acosh", "ln"):
    case(f"poincare/{form}/1000", form, 1000)(poincare)
    case(f"poincare/{form}/4000", form, 4000, threads=(1, 2))(poincare)


@njit(**FAST, parallel=True)
def shift_acosh(x, y, bandwidth, new_x, new_y):
    for i in prange(len(x)):
        total, sum_x, sum_y = 0.0, 0.0, 0.0
        for j in range(len(x)):
            z = math.acosh(1 + excess(x[i], y[i], x[j], y[j])) / bandwidth
            w = math.exp(-0.5 * z * z)
            total, sum_x, sum_y = total + w, sum_x + w * x[j], sum_y + w * y[j]
        new_x[i], new_y[i] = sum_x / total, sum_y / total


@njit(**FAST, parallel=True)
def shift_ln(x, y, bandwidth, new_x, new_y):
    for i in prange(len(x)):
        total, sum_x, sum_y = 0.0, 0.0, 0.0
        for j in range(len(x)):
            z = arcosh1(excess(x[i], y[i], x[j], y[j])) / bandwidth
            w = math.exp(-0.5 * z * z)
            total, sum_x, sum_y = total + w, sum_x + w * x[j], sum_y + w * y[j]
        new_x[i], new_y[i] = sum_x / total, sum_y / total


@case("meanshift", threads=(1, 2))
def meanshift():
    x, y = inputs.points(1000)
    new = np.zeros(1000), np.zeros(1000)

    def call(shift):
        shift(x, y, inputs.BANDWIDTH, *new)
        return new

    return labelled({"prange acosh": lambda: call(shift_acosh), "prange ln": lambda: call(shift_ln)})


def gaussian_rows(**options):
    @njit(**FAST, **options)
    def rows(x, mu, sigma, out):
        for i in prange(len(mu)):
            m, s = mu[i], 1 / sigma[i]
            scale = s * x.dtype.type(0.3989422804014327)
            for j in range(len(x)):
                z = (x[j] - m) * s
                out[i, j] = scale * math.exp(-x.dtype.type(0.5) * z * z)

    return rows


ROWS, PARALLEL_ROWS = gaussian_rows(), gaussian_rows(parallel=True)


def gaussians(kind, form):
    x, mu, sigma, out = inputs.gaussians(kind)

    def fresh():
        out = np.empty(out_shape, x.dtype)
        PARALLEL_ROWS(x, mu, sigma, out)
        return out

    out_shape = out.shape
    if form == "fresh":
        return labelled({"prange rows": fresh})
    return labelled({
        "rows": written(ROWS, out, x, mu, sigma),
        "prange rows": written(PARALLEL_ROWS, out, x, mu, sigma),
    })


for kind in ("f64", "f32"):
    case(f"gaussians/{kind}/given", kind, "given")(gaussians)
    case(f"gaussians/{kind}/fresh", kind, "fresh")(gaussians)


@vectorize(["f8(f8,f8)"], fastmath=True)
def lnexp_ufunc(x, y):
    return math.log(math.exp(x) * math.log(y))


@njit(**FAST, parallel=True)
def lnexp_loop(x, y, out):
    for i in prange(len(x)):
        out[i] = math.log(math.exp(x[i]) * math.log(y[i]))


@case("lnexp", threads=(1, 2))
def lnexp():
    x, y, out = inputs.lnexp()
    return labelled({"vectorize": lambda: lnexp_ufunc(x, y, out=out), "prange": written(lnexp_loop, out, x, y)})


@njit(**FAST, inline="always")
def mean(x, window, out):
    total, head = 0.0, min(window, len(x))
    for i in range(head):
        total += x[i]
        out[i] = total / (i + 1)
    scale = 1 / window
    for i in range(head, len(x)):
        total += x[i] - x[i - window]
        out[i] = total * scale


@guvectorize(["(f8[::1],i8,f8[::1])"], "(n),()->(n)", fastmath=True)
def moving_gufunc(x, window, out):
    mean(x, window, out)


@njit(**FAST)
def moving_loop(x, window, out):
    mean(x, window, out)


@njit(**FAST, parallel=True)
def moving_rows(x, window, out):
    for i in prange(len(x)):
        mean(x[i], window, out[i])


def moving(shape):
    x, out = inputs.moving(shape)
    loop = moving_loop if len(shape) == 1 else moving_rows
    return labelled({
        "guvectorize": lambda: moving_gufunc(x, inputs.WINDOW, out),
        "loop": written(loop, out, x, inputs.WINDOW),
    })


case("moving/1e7", (10_000_000,))(moving)
case("moving/rows", (1000, 10_000))(moving)
