"""Layouts, masks, core dimensions and small calls in NumPy, numexpr and JAX."""

import jax.numpy as jnp
import numexpr
import numpy as np

import inputs
from jax_forms import donated, fresh, updated
from measure import case


def evaluate(text, out, **operands):
    return lambda: numexpr.evaluate(text, operands, out=out)


def add(n, form):
    (a, b), out = inputs.vectors(n, 2)
    if form == "fresh":
        return {"numpy": lambda: a + b, "jax": fresh(jnp.add, a, b)}
    return {
        "numpy": lambda: np.add(a, b, out=out),
        "numexpr": evaluate("a+b", out, a=a, b=b),
        "jax donated": donated(jnp.add, out, a, b),
    }


def muladd(n, form):
    (a, b, c), out = inputs.vectors(n, 3)
    traced = lambda a, b, c: a * b + c
    if form == "fresh":
        return {"numpy": lambda: a * b + c, "jax": fresh(traced, a, b, c)}
    return {
        "numpy": lambda: np.add(np.multiply(a, b, out=out), c, out=out),
        "numexpr": evaluate("a*b+c", out, a=a, b=b, c=c),
        "jax donated": donated(traced, out, a, b, c),
    }


for n, size in ((1000, "1e3"), (100_000, "1e5"), (10_000_000, "1e7")):
    for form in ("given", "fresh"):
        case(f"add/{size}/{form}", n, form)(add)
        case(f"muladd/{size}/{form}", n, form)(muladd)


def small(n):
    (a, b), out = inputs.vectors(n, 2)
    return {"numpy": lambda: np.add(a, b, out)}


for n in (1, 10, 100):
    case(f"call/{n}", n)(small)


@case("layout/transpose")
def transpose():
    (a, b), out = inputs.matrices(4000, 2)
    return {
        "numpy": lambda: np.add(a.T, b, out=out),
        "numexpr": evaluate("a+b", out, a=a.T, b=b),
        "jax donated": donated(lambda a, b: a.T + b, out, a, b),
    }


@case("layout/outer")
def outer():
    (a, b), _ = inputs.vectors(4000, 2)
    a, b, out = a[:, None], b[None, :], np.zeros((4000, 4000))
    return {
        "numpy": lambda: np.add(a, b, out=out),
        "numexpr": evaluate("a+b", out, a=a, b=b),
        "jax donated": donated(jnp.add, out, a, b),
    }


@case("layout/rows3")
def rows3():
    a, b, out = inputs.rows3()
    return {
        "numpy": lambda: np.add(a, b, out=out),
        "numexpr": evaluate("a+b", out, a=a, b=b),
        "jax donated": donated(jnp.add, out, a, b),
    }


@case("layout/strided")
def strided():
    (a, b), _ = inputs.vectors(10_000_000, 2)
    out = np.zeros(5_000_000)
    return {
        "numpy": lambda: np.add(a[::2], b[::2], out=out),
        "numexpr": evaluate("a+b", out, a=a[::2], b=b[::2]),
        "jax donated": donated(lambda a, b: a[::2] + b[::2], out, a, b),
    }


@case("layout/mixed")
def mixed():
    (a, b, c), out = inputs.matrices(2000, 3)
    return {
        "numpy": lambda: np.add(np.multiply(a, b.T, out=out), c.T, out=out),
        "numexpr": evaluate("a*b+c", out, a=a, b=b.T, c=c.T),
        "jax donated": donated(lambda a, b, c: a * b.T + c.T, out, a, b, c),
    }


def mask(kind):
    (a, b), out = inputs.vectors(10_000_000, 2)
    m = inputs.mask(kind, a.size)
    return {
        "numpy": lambda: np.add(a, b, out=out, where=m),
        "numexpr": evaluate("where(m, a+b, old)", out, m=m, a=a, b=b, old=out),
        "jax donated": updated(lambda old, m, a, b: jnp.where(m, a + b, old), out, m, a, b),
    }


case("mask/random", "random")(mask)
case("mask/runs", "runs")(mask)


@case("core/matmul3")
def matmul3():
    a, b = inputs.pairs((1_000_000, 3, 3))
    out = np.zeros_like(a)
    sums = lambda a, b: sum(a[:, :, k, None] * b[:, k, None, :] for k in range(3))
    return {
        "numpy matmul": lambda: np.matmul(a, b, out=out),
        "jax donated": donated(sums, out, a, b),
        "jax matmul": donated(jnp.matmul, out, a, b),
    }


def inner(shape):
    a, b = inputs.pairs(shape)
    out = np.zeros(len(a))
    return {
        "numpy vecdot": lambda: np.vecdot(a, b, out=out),
        "numpy einsum": lambda: np.einsum("ij,ij->i", a, b, out=out),
        "jax donated": donated(lambda a, b: (a * b).sum(1), out, a, b),
    }


case("core/inner3", (1_000_000, 3))(inner)
case("core/inner1000", (1000, 1000))(inner)
