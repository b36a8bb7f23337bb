"""Mathematical functions in Numba: `@vectorize` with `out`, and a plain loop; both with fastmath."""

import math

import numpy as np
from numba import njit, prange, vectorize

import inputs
from measure import case
from numba_forms import labelled, written

FUNCTIONS = {
    "exp": np.exp,
    "ln": np.log,
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "acosh": np.arccosh,
    "pow": np.power,
    "erf": math.erf,
    "hypot": np.hypot,
    "sqrt": np.sqrt,
}


def maths(name, kind):
    function = FUNCTIONS[name]
    operands, out = inputs.maths(name, kind)
    letter = {"f64": "f8", "f32": "f4"}[kind]
    compiled = vectorize([f"{letter}({','.join([letter] * len(operands))})"], fastmath=True)
    if len(operands) == 1:
        ufunc = compiled(lambda x: function(x))

        @njit(fastmath=True, parallel=True, cache=True)
        def loop(x, out):
            for i in prange(x.size):
                out[i] = function(x[i])
    else:
        ufunc = compiled(lambda x, y: function(x, y))

        @njit(fastmath=True, parallel=True, cache=True)
        def loop(x, y, out):
            for i in prange(x.size):
                out[i] = function(x[i], y[i])

    return labelled({"vectorize": lambda: ufunc(*operands, out=out), "prange": written(loop, out, *operands)})


for name in FUNCTIONS:
    for kind in ("f64", "f32"):
        case(f"math/{name}/{kind}", name, kind)(maths)
