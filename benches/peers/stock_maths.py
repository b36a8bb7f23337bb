"""Mathematical functions in NumPy (SciPy for erf), numexpr and JAX."""

import jax
import jax.numpy as jnp
import numexpr
import numpy as np
import scipy.special

import inputs
from jax_forms import donated, fresh
from measure import case

#: NumPy's ufunc, JAX's function, numexpr's text.
FUNCTIONS = {
    "exp": (np.exp, jnp.exp, "exp(x)"),
    "ln": (np.log, jnp.log, "log(x)"),
    "sin": (np.sin, jnp.sin, "sin(x)"),
    "cos": (np.cos, jnp.cos, "cos(x)"),
    "tanh": (np.tanh, jnp.tanh, "tanh(x)"),
    "acosh": (np.arccosh, jnp.arccosh, "arccosh(x)"),
    "pow": (np.power, jnp.power, "x**y"),
    "erf": (scipy.special.erf, jax.scipy.special.erf, None),
    "hypot": (np.hypot, jnp.hypot, "hypot(x, y)"),
    "sqrt": (np.sqrt, jnp.sqrt, "sqrt(x)"),
}


def maths(name, kind):
    ufunc, traced, text = FUNCTIONS[name]
    operands, out = inputs.maths(name, kind)
    named = dict(zip("xy", operands))
    contenders = {
        "scipy" if name == "erf" else "numpy": lambda: ufunc(*operands, out=out),
        "jax": fresh(traced, *operands),
        "jax donated": donated(traced, out, *operands),
    }
    if text:
        contenders["numexpr"] = lambda: numexpr.evaluate(text, named, out=out)
    return contenders


for name in FUNCTIONS:
    for kind in ("f64", "f32"):
        case(f"math/{name}/{kind}", name, kind)(maths)
