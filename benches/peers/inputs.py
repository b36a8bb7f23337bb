"""The operands of each case: the counterpart of `src/data.rs`."""

import numpy as np

from measure import uniform

N_MATHS = 100_000
#: The ranges of the operands of each mathematical function.
RANGES = {
    "exp": [(-10, 10)],
    "ln": [(1e-3, 1e3)],
    "sin": [(-10, 10)],
    "cos": [(-10, 10)],
    "tanh": [(-5, 5)],
    "acosh": [(1, 100)],
    "pow": [(0.01, 10), (-3, 3)],
    "erf": [(-4, 4)],
    "hypot": [(-10, 10), (-10, 10)],
    "sqrt": [(0, 100)],
}
TYPES = {"f64": np.float64, "f32": np.float32}


def maths(name, kind):
    """Operands and output of a mathematical function."""
    ranges = enumerate(RANGES[name])
    operands = [uniform(i + 1, N_MATHS, low, high, TYPES[kind]) for i, (low, high) in ranges]
    return operands, np.zeros(N_MATHS, TYPES[kind])


def points(n):
    """Points of the Poincaré disc."""
    r, angle = 0.95 * uniform(1, n), 2 * np.pi * uniform(2, n)
    return r * np.cos(angle), r * np.sin(angle)


BANDWIDTH = 0.2


def gaussians(kind):
    """Points, centres, widths, and the output. A tenth of the exponents underflow in f64, a third in f32."""
    dtype = TYPES[kind]
    x, mu = uniform(1, 300_000, -3, 3, dtype), uniform(2, 100, -3, 3, dtype)
    return x, mu, uniform(3, 100, 0.04, 0.3, dtype), np.zeros((100, 300_000), dtype)


def lnexp():
    n = 80_000_000
    return uniform(1, n, -2, 2), uniform(2, n, 0.5, 10.5), np.zeros(n)


WINDOW = 1000


def moving(shape):
    x = uniform(1, 10_000_000).reshape(shape)
    return x, np.zeros(shape)


def vectors(n, count):
    """`count` operands of `n` numbers, and an output."""
    return [uniform(i + 1, n) for i in range(count)], np.zeros(n)


def matrices(n, count):
    """`count` n x n operands, and an output."""
    return [uniform(i + 1, n * n).reshape(n, n) for i in range(count)], np.zeros((n, n))


def mask(kind, n):
    if kind == "random":
        return uniform(9, n) < 0.5
    return np.arange(n) // 1000 % 2 == 0


def pairs(shape):
    """Two operands of one shape."""
    size = int(np.prod(shape))
    return uniform(1, size).reshape(shape), uniform(2, size).reshape(shape)


def rows3():
    return uniform(1, 3_000_000).reshape(-1, 3), uniform(2, 3), np.zeros((1_000_000, 3))


def segments():
    """Numbers, and where segments of ten of them begin."""
    n = 1_000_000
    return uniform(1, n), np.arange(0, n, 10)


def updates(places):
    """Indices of that many places, the numbers that are added there, and the output."""
    n = 1_000_000
    return (uniform(2, n) * places).astype(np.int64), uniform(1, n), np.zeros(places)
