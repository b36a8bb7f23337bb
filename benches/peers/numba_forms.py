"""Numba's contenders: which Numba it is, and calls that write to a given array."""

from numba.core import config

#: Whether this Numba calls Intel's vector maths.
SVML = config.USING_SVML


def labelled(contenders):
    name = "numba+svml" if SVML else "numba"
    return {f"{name} {form}": call for form, call in contenders.items()}


def written(function, out, *operands):
    """A call of a compiled function that takes its output last."""

    def call():
        function(*operands, out)
        return out

    return call
