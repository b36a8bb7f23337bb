"""What each function should give, and by how many ulps a result misses it."""

import gmpy2
import numpy as np
from gmpy2 import mpfr

# Bits that the true values are known to; more where two terms may cancel.
PRECISION = {"logaddexp": 300, "logaddexp2": 300}


def log_of(x, base):
    return gmpy2.log(x) / gmpy2.log(base)


def logaddexp(x, y):
    return added(x, y, lambda d: gmpy2.log1p(gmpy2.exp(d)))


def logaddexp2(x, y):
    return added(x, y, lambda d: gmpy2.log2(1 + gmpy2.exp2(d)) if d > -100 else gmpy2.exp2(d) / gmpy2.log(mpfr(2)))


def added(x, y, rest):
    """The larger and what the smaller adds to it."""
    x, y = mpfr(x), mpfr(y)
    if gmpy2.is_nan(x) or gmpy2.is_nan(y):
        return mpfr("nan")
    high, low = max(x, y), min(x, y)
    return high if high == low and gmpy2.is_infinite(high) else high + rest(low - high)


TRUE = {
    "exp": gmpy2.exp, "exp2": gmpy2.exp2, "exp10": gmpy2.exp10, "exp_m1": gmpy2.expm1,
    "ln": gmpy2.log, "log2": gmpy2.log2, "log10": gmpy2.log10, "ln_1p": gmpy2.log1p, "log": log_of,
    "powf": lambda x, y: mpfr(x) ** mpfr(y), "powi": lambda x, n: mpfr(x) ** mpfr(n),
    "cbrt": gmpy2.cbrt, "sqrt": gmpy2.sqrt, "hypot": gmpy2.hypot,
    "sin": gmpy2.sin, "cos": gmpy2.cos, "tan": gmpy2.tan,
    "sin_cos_sine": gmpy2.sin, "sin_cos_cosine": gmpy2.cos,
    "asin": gmpy2.asin, "acos": gmpy2.acos, "atan": gmpy2.atan, "atan2": gmpy2.atan2,
    "sinh": gmpy2.sinh, "cosh": gmpy2.cosh, "tanh": gmpy2.tanh,
    "asinh": gmpy2.asinh, "acosh": gmpy2.acosh, "atanh": gmpy2.atanh,
    "erf": gmpy2.erf, "erfc": gmpy2.erfc,
    "mul_add": lambda x, a, b: gmpy2.fma(mpfr(x), mpfr(a), mpfr(b)),
    "logaddexp": logaddexp, "logaddexp2": logaddexp2,
}


def half_away(x):
    """The nearest integer, ties away from zero."""
    whole = np.trunc(x)
    return np.where(np.abs(x - whole) >= 0.5, whole + np.copysign(1, x), whole)


def extreme(larger):
    """IEEE 754's maximum or minimum: NaN if one is, and zeros in the order of their signs."""
    def choose(x, y):
        first = (x > y) | ((x == y) & ~np.signbit(x))
        return np.where(np.isnan(x) | np.isnan(y), np.nan, np.where(first == larger, x, y))
    return choose


EXACT = {
    "floor": np.floor, "ceil": np.ceil, "trunc": np.trunc, "fract": lambda x: x - np.trunc(x),
    "round": half_away, "round_ties_even": np.rint,
    "maximum": extreme(True), "minimum": extreme(False),
}


class Right:
    """True values in three parts: fraction in [1/2, 1) as a double, what is left of it, and exponent.

    Zeros, infinities and NaN stand in the fraction, with exponent 0.
    """

    def __init__(self, high, low, exponent):
        self.high, self.low, self.exponent = high, low, exponent


def right(name, arguments):
    """The true values of a function."""
    with np.errstate(all="ignore"):
        if name in EXACT:
            value = EXACT[name](*(x.astype(np.float64) for x in arguments))
            fraction, exponent = np.frexp(value)
            special = ~np.isfinite(value)
            return Right(np.where(special, value, fraction), np.zeros(len(value)), np.where(special, 0, exponent))
    function = TRUE[name]
    n = len(arguments[0])
    high, low, exponent = np.empty(n), np.zeros(n), np.zeros(n, np.int64)
    frexp, is_regular = gmpy2.frexp, gmpy2.is_regular
    with gmpy2.context(precision=PRECISION.get(name, 128)):
        # Python's floats have no -NaN and the like to offer; those that cannot be told apart need not be.
        for place, row in enumerate(zip(*(x.tolist() for x in arguments))):
            value = function(*row)
            if is_regular(value):
                power, fraction = frexp(value)
                first = float(fraction)
                high[place], low[place], exponent[place] = first, fraction - first, power
            else:
                high[place] = value
    return Right(high, low, exponent)


def errors(name, arguments, right, result):
    """The errors of results in ulps, and which of them are wrong in kind: NaN, infinity or the sign of zero."""
    digits, lowest, beyond = limits(result.dtype)
    with np.errstate(all="ignore"):
        found, (high, low, power) = result.astype(np.float64), (right.high, right.low, right.exponent)
        ulp = np.clip(power, lowest, beyond) - digits
        if name.startswith("logaddexp"):
            # Where it cancels, in ulps of the larger operand.
            larger = np.maximum(*(x.astype(np.float64) for x in arguments))
            ulp = np.maximum(ulp, np.where(np.isfinite(larger), np.frexp(larger)[1], -2000) - digits)
        # What rounds to infinity, and infinity, count as the power of two beyond all numbers.
        regular = np.isfinite(high) & (high != 0) & judged(name, arguments, result.dtype)
        over = regular & (power > beyond)
        high, low = np.where(over, np.copysign(0.5, high), high), np.where(over, 0.0, low)
        power = np.where(over, beyond + 1, power)
        infinite = np.isinf(found) & regular
        # Scaled by the power of two, in two steps that neither overflow nor round.
        scaled = np.ldexp(np.ldexp(np.where(infinite, 0, found), -power // 2), -power - (-power // 2))
        limit = np.copysign(np.ldexp(1.0, np.clip(beyond - power, -2000, 1000)), found)
        scaled = np.where(infinite, limit, scaled)
        ulps = np.ldexp(np.abs((scaled - high) - low), np.clip(power - ulp, -2000, 1000))
        ulps = np.where(regular & ~np.isnan(found), ulps, 0.0)

        zero_signs = (found == 0) & (np.signbit(found) != np.signbit(high)) & (not name.startswith("logaddexp"))
        bad = regular & (np.isnan(found) | infinite & (ulps > 1) | zero_signs)
        special = ~np.isfinite(high) | (high == 0)
        bad |= special & (np.isnan(high) != np.isnan(found))
        bad |= special & ~np.isnan(high) & ((found != high) | zero_signs)
    return ulps, bad


def judged(name, arguments, dtype):
    """Which results are to be the nearest: all, but those of `powi` whose reciprocal is beyond the type's normal range.

    It is one over the power, as the standard library has it: where that overflows, the result is 0.
    """
    if name != "powi":
        return np.ones(len(arguments[0]), bool)
    _, lowest, beyond = limits(dtype)
    with np.errstate(all="ignore"):
        base, exponent = (x.astype(np.float64) for x in arguments)
        power = np.abs(exponent) * np.log2(np.abs(base))
        special = ~np.isfinite(base) | (base == 0)
    return special | (exponent >= 0) | (power > lowest) & (power < beyond - 1)


def limits(dtype):
    """The digits of a type, the exponent of its least normal number and that of its infinity; fractions are in [1/2, 1)."""
    return (53, -1021, 1024) if dtype.itemsize == 8 else (24, -125, 128)
