"""True values of the functions of complex numbers: `python3 tests/data/complex.py > tests/data/complex.csv` (needs mpmath).

A line is a function, a type, a number, and the nearest numbers to both parts of the true value; as bits in hexadecimal.
"""

import random
import struct

from mpmath import acos, asin, atan2, cos, cosh, exp, expm1, log, log1p, mp, mpc, mpf, pi, sin, sinh, sqrt, tan, tanh

mp.prec = 320
random.seed(7)

KINDS = {"f64": ("<d", "<Q", 300, 1e10), "f32": ("<f", "<I", 35, 1e3)}


def true_log1p(z):
    return mpc(log1p(2 * z.real + z.real**2 + z.imag**2) / 2, atan2(z.imag, 1 + z.real))


def true_expm1(z):
    return mpc(expm1(z.real) * cos(z.imag) - 2 * sin(z.imag / 2) ** 2, exp(z.real) * sin(z.imag))


def true_arctanh(z):
    x, y = abs(z.real), z.imag
    re = log1p(4 * x / ((1 - x) ** 2 + y * y)) / 4
    return mpc(re if z.real > 0 else -re, atan2(2 * y, (1 - x) * (1 + x) - y * y) / 2)


def turned(function):
    """-i f(iz)."""

    def of(z):
        w = function(mpc(-z.imag, z.real))
        return mpc(w.imag, -w.real)

    return of


def turned_back(function):
    """i f(-iz)."""

    def of(z):
        w = function(mpc(z.imag, -z.real))
        return mpc(-w.imag, w.real)

    return of


def true_arccosh(z):
    w = acos(z)
    return mpc(abs(w.imag), w.real if z.imag > 0 else -w.real)


FUNCTIONS = {
    "exp": exp,
    "exp2": lambda z: exp(z * log(mpf(2))),
    "expm1": true_expm1,
    "log": log,
    "log2": lambda z: log(z) / log(mpf(2)),
    "log10": lambda z: log(z) / log(mpf(10)),
    "log1p": true_log1p,
    "sqrt": sqrt,
    "sin": sin,
    "cos": cos,
    "tan": tan,
    "arcsin": asin,
    "arccos": acos,
    "arctan": turned(true_arctanh),
    "sinh": sinh,
    "cosh": cosh,
    "tanh": tanh,
    "arcsinh": turned_back(asin),
    "arccosh": true_arccosh,
    "arctanh": true_arctanh,
}


def sign():
    return random.choice([1, -1])


def wide(low, high):
    return sign() * 10 ** random.uniform(low, high)


def points(top):
    """Ordinary numbers, of all magnitudes, near the unit circles around 0 and -1, near zeros, poles and branch points, with large angles."""
    for _ in range(16):
        yield random.uniform(-4, 4), random.uniform(-4, 4)
    for _ in range(8):
        yield random.uniform(-60, 60), random.uniform(-60, 60)
        yield wide(-top, top), wide(-top, top)
        yield wide(-20, 0), wide(-20, 0)
        angle, size = random.uniform(-3.1, 3.1), 1 + wide(-17, -2)
        yield size * float(cos(angle)), size * float(sin(angle))
        yield size * float(cos(angle)) - 1, size * float(sin(angle))
        x, y = random.choice([(1, 0), (-1, 0), (0, 1), (0, -1), (pi / 2, 0), (0, pi / 2), (pi, 0), (0, 3 * pi / 2)])
        yield float(x) + wide(-16, -1), float(y) + wide(-16, -1)
    for _ in range(4):
        yield random.uniform(-10, 10), wide(5, 30)
        yield wide(5, 30), random.uniform(-10, 10)


def bits(value, kind):
    number, pattern, _, _ = KINDS[kind]
    try:
        raw = struct.pack(number, value)
    except OverflowError:
        raw = struct.pack(number, float("inf") if value > 0 else float("-inf"))
    return f"{struct.unpack(pattern, raw)[0]:x}"


def nearest(value, kind):
    """The nearest number, subnormal ones too; of `f32` rounded once."""
    digits, least = (53, -1074) if kind == "f64" else (24, -149)
    if value == 0:
        return 0.0
    exponent = max(int(mp.floor(log(abs(value), 2))) + 1 - digits, least)
    scaled = value * mpf(2) ** -exponent
    return float(mp.nint(scaled) * mpf(2) ** exponent)


print("function,type,number,true value")
for name, function in FUNCTIONS.items():
    for kind, (number, _, top, turn) in KINDS.items():
        for point in points(top):
            x, y = (struct.unpack(number, struct.pack(number, part))[0] for part in point)
            if name == "exp2" and abs(y) > turn:
                continue
            value = function(mpc(x, y))
            if max(abs(value.real), abs(value.imag)) > 1e37 and kind == "f32":
                continue
            if max(abs(value.real), abs(value.imag)) > 1e307:
                continue
            parts = [bits(part, kind) for part in (x, y)] + [bits(nearest(part, kind), kind) for part in (value.real, value.imag)]
            print(f"{name},{kind},{parts[0]} {parts[1]},{parts[2]} {parts[3]}")
