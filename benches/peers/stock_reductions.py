"""Reductions, accumulations, outer sums and updates at indices in NumPy, numexpr and JAX."""

import jax
import jax.numpy as jnp
import numexpr
import numpy as np

import inputs
from jax_forms import donated, fresh
from measure import case

N = 4000
AXES = {"all": None, "rows": 1, "columns": 0}


def matrix():
    """The matrix that is reduced."""
    return inputs.matrices(N, 1)[0][0]


def reduced(name, over):
    a, axis = matrix(), AXES[over]
    out = np.zeros(() if axis is None else N)
    ufunc, traced = {"sum": (np.add, jnp.sum), "max": (np.maximum, jnp.max)}[name]
    text = f"{name}(a)" if axis is None else f"{name}(a, axis={axis})"
    return {
        "numpy": lambda: ufunc.reduce(a, axis=axis, out=out),
        "numexpr": lambda: numexpr.evaluate(text, dict(a=a)),
        "jax": fresh(lambda a: traced(a, axis=axis), a),
    }


for name in ("sum", "max"):
    for over in AXES:
        case(f"reduce/{name}/{over}", name, over)(reduced)


@case("reduce/integers")
def integers():
    a = (1000 * matrix()).astype(np.int64)
    return {
        "numpy": lambda: np.add.reduce(a, axis=None),
        "numexpr": lambda: numexpr.evaluate("sum(a)", dict(a=a)),
    }


@case("reduce/segments")
def segments():
    a, places = inputs.segments()
    return {"numpy": lambda: np.add.reduceat(a, places)}


@case("reduce/small")
def small():
    (a,), _ = inputs.vectors(10, 1)
    out = np.zeros(())
    return {"numpy": lambda: np.add.reduce(a, out=out)}


@case("reduce/fused", threads=(1, 2))
def fused():
    a, out = matrix(), np.zeros(N)
    block = 8  # rows, a quarter of a megabyte
    buffer = np.zeros((block, N))

    def blocks():
        for start in range(0, N, block):
            rows = a[start : start + block]
            np.multiply(rows, rows, out=buffer)
            np.multiply(buffer, -0.5, out=buffer)
            np.exp(buffer, out=buffer)
            np.add.reduce(buffer, axis=1, out=out[start : start + block])
        return out

    return {
        "numpy in blocks": blocks,
        "numexpr": lambda: numexpr.evaluate("sum(exp(-0.5*a*a), axis=1)", dict(a=a)),
        "jax": fresh(lambda a: jnp.exp(-0.5 * a * a).sum(1), a),
    }


def accumulated(a, axis):
    out = np.zeros_like(a)
    contenders = {
        "numpy": lambda: np.add.accumulate(a, axis=axis, out=out),
        "jax donated": donated(lambda a: jnp.cumsum(a, axis=axis), out, a),
    }
    if a.ndim == 2 and axis == 0:
        step = lambda sums, row: (sums + row,) * 2
        contenders["jax scan"] = donated(lambda a: jax.lax.scan(step, jnp.zeros(N), a)[1], out, a)
    return contenders


case("reduce/accumulate/1e7")(lambda: accumulated(inputs.vectors(10_000_000, 1)[0][0], 0))
case("reduce/accumulate/columns")(lambda: accumulated(matrix(), 0))
case("reduce/accumulate/rows")(lambda: accumulated(matrix(), 1))


@case("reduce/outer")
def outer():
    (a, b), _ = inputs.vectors(N, 2)
    return {"numpy": lambda: np.add.outer(a, b), "jax": fresh(jnp.add.outer, a, b)}


def at(places):
    indices, values, out = inputs.updates(places)

    def numpy():
        out.fill(0)
        np.add.at(out, indices, values)
        return out

    return {
        "numpy at": numpy,
        "numpy bincount": lambda: np.bincount(indices, values, places),
        "jax": fresh(lambda indices, values: jnp.zeros(places).at[indices].add(values), indices, values),
    }


case("reduce/at1e3", 1000)(at)
case("reduce/at1e6", 1_000_000)(at)
