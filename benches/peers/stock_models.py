"""The bigger cases in NumPy (with buffers for all that is between), numexpr, JAX and bottleneck."""

import bottleneck
import jax.numpy as jnp
import numexpr
import numpy as np

import inputs
from jax_forms import donated, fresh
from measure import case


def excess(a1, a2, b1, b2):
    num = (a1 - b1) ** 2 + (a2 - b2) ** 2
    return 2 * num / ((1 - a1 * a1 - a2 * a2) * (1 - b1 * b1 - b2 * b2))


EXCESS = "2*((a1-b1)**2+(a2-b2)**2)/((1-a1*a1-a2*a2)*(1-b1*b1-b2*b2))"


def arcosh1(t):
    return jnp.log(1 + t + jnp.sqrt(t * (t + 2)))


def distances(x, y, out, buffer):
    """1 + excess, with the parts of one point computed once."""
    inside = 1 - x * x - y * y
    np.subtract(x[:, None], x, out=out)
    np.multiply(out, out, out=out)
    np.subtract(y[:, None], y, out=buffer)
    np.multiply(buffer, buffer, out=buffer)
    np.add(out, buffer, out=out)
    np.multiply(out, (2 / inside)[:, None], out=out)
    np.multiply(out, 1 / inside, out=out)
    np.add(out, 1, out=out)
    return np.arccosh(out, out=out)


def poincare(form, n):
    x, y = inputs.points(n)
    out, buffer = np.zeros((n, n)), np.zeros((n, n))
    columns = x[:, None], y[:, None], x, y
    named = dict(zip(("a1", "a2", "b1", "b2"), columns))
    if form == "acosh":
        text = f"arccosh(1+{EXCESS})"
        traced = lambda *points: jnp.arccosh(1 + excess(*points))
        numpy = {"numpy": lambda: distances(x, y, out, buffer)}
    else:
        # numexpr computes what stands there twice once only.
        text = f"log(1+{EXCESS}+sqrt(({EXCESS})*({EXCESS}+2)))"
        traced = lambda *points: arcosh1(excess(*points))
        numpy = {}
    return numpy | {
        "numexpr": lambda: numexpr.evaluate(text, named, out=out),
        "jax": fresh(traced, *columns),
        "jax donated": donated(traced, out, *columns),
    }


for form in ("acosh", "ln"):
    case(f"poincare/{form}/1000", form, 1000)(poincare)
    case(f"poincare/{form}/4000", form, 4000, threads=(1, 2))(poincare)


@case("meanshift", threads=(1, 2))
def meanshift():
    x, y = inputs.points(1000)
    out, buffer = np.zeros((1000, 1000)), np.zeros((1000, 1000))
    both = np.stack([x, y, np.ones(1000)], axis=1)

    def numpy():
        w = distances(x, y, out, buffer)
        np.multiply(w, w, out=w)
        np.multiply(w, -0.5 / inputs.BANDWIDTH**2, out=w)
        sums = np.exp(w, out=w) @ both
        return sums[:, 0] / sums[:, 2], sums[:, 1] / sums[:, 2]

    def shift(x, y):
        z = arcosh1(excess(x[:, None], y[:, None], x, y)) / inputs.BANDWIDTH
        w = jnp.exp(-0.5 * z * z)
        total = w.sum(1)
        return jnp.stack([(w * x).sum(1) / total, (w * y).sum(1) / total])

    return {"numpy": numpy, "jax": fresh(shift, x, y)}


def gaussians(kind, form):
    x, mu, sigma, out = inputs.gaussians(kind)
    scale = (0.3989422804014327 / sigma).astype(x.dtype)
    columns = x, mu[:, None], sigma[:, None], scale[:, None]

    def traced(x, mu, sigma, scale):
        z = (x - mu) / sigma
        return scale * jnp.exp(x.dtype.type(-0.5) * z * z)

    def rows(out):
        for row, m, s, c in zip(out, mu, 1 / sigma, scale):
            np.subtract(x, m, out=row)
            np.multiply(row, s, out=row)
            np.multiply(row, row, out=row)
            np.multiply(row, row.dtype.type(-0.5), out=row)
            np.exp(row, out=row)
            np.multiply(row, c, out=row)
        return out

    if form == "fresh":
        return {"numpy rows": lambda: rows(np.empty_like(out)), "jax": fresh(traced, *columns)}
    return {"numpy rows": lambda: rows(out), "jax donated": donated(traced, out, *columns)}


for kind in ("f64", "f32"):
    case(f"gaussians/{kind}/given", kind, "given")(gaussians)
    case(f"gaussians/{kind}/fresh", kind, "fresh")(gaussians)


@case("lnexp", threads=(1, 2))
def lnexp():
    x, y, out = inputs.lnexp()
    buffer, block = np.zeros(4096), 4096

    def blocks():
        for start in range(0, len(x), block):
            part = out[start : start + block]
            np.log(y[start : start + block], out=part)
            np.exp(x[start : start + block], out=buffer[: len(part)])
            np.multiply(part, buffer[: len(part)], out=part)
            np.log(part, out=part)
        return out

    return {
        "numpy in blocks": blocks,
        "numexpr": lambda: numexpr.evaluate("log(exp(x)*log(y))", dict(x=x, y=y), out=out),
        "jax donated": donated(lambda x, y: jnp.log(jnp.exp(x) * jnp.log(y)), out, x, y),
    }


def moving(shape):
    x, _ = inputs.moving(shape)
    return {"bottleneck": lambda: bottleneck.move_mean(x, inputs.WINDOW, min_count=1, axis=-1)}


case("moving/1e7", (10_000_000,))(moving)
case("moving/rows", (1000, 10_000))(moving)
