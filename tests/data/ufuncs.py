"""NumPy's answers for the ready-made functions: `python3 tests/data/ufuncs.py > tests/data/ufuncs.json`.

Each case is a function of one type on all combinations of that type's edge values, in C order. Numbers are written so that
no bit is lost: integers in decimal, floats as their bits in hexadecimal without the zeros at the end (`nan` for each NaN),
complex numbers as two of these. A result that NumPy refuses to compute, or that depends on the processor, is written `-`.
"""

import itertools
import json
import math
import os
import warnings

# Products of complex numbers without fused operations, which only some processors have.
os.environ["NPY_DISABLE_CPU_FEATURES"] = "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"

import numpy as np  # noqa: E402

warnings.simplefilter("ignore")

SIGNED = ["int8", "int16", "int32", "int64"]
UNSIGNED = ["uint8", "uint16", "uint32", "uint64"]
INTEGERS = SIGNED + UNSIGNED
FLOATS = ["float32", "float64"]
COMPLEX = ["complex64", "complex128"]
NUMBERS = INTEGERS + FLOATS + COMPLEX
REALS = INTEGERS + FLOATS
ALL = ["bool"] + NUMBERS


def edges(kind):
    """The values that two operands are combined of."""
    if kind == "bool":
        return np.array([False, True])
    dtype = np.dtype(kind)
    if dtype.kind == "i":
        info = np.iinfo(dtype)
        return np.array([info.min, info.min + 1, -7, -1, 0, 1, 2, 7, 12, info.max], dtype)
    if dtype.kind == "u":
        info = np.iinfo(dtype)
        return np.array([0, 1, 2, 5, 7, 12, 18, info.max // 2 + 1, info.max], dtype)
    if dtype.kind == "f":
        info = np.finfo(dtype)
        tiny = info.smallest_subnormal
        positive = [0.0, tiny, 0.3, 1.0, 2.5, 7.0, info.max, math.inf]
        return np.array([-x for x in positive] + positive + [math.nan], dtype)
    pairs = [(0, 0), (-0.0, 1), (1, 0), (3, -4), (-2.5, 0.3), (1e30, -1e30), (math.inf, 0), (-1, math.inf), (math.nan, 1), (0, math.nan)]
    return np.array([complex(*pair) for pair in pairs], dtype)


def points(kind):
    """The values of one operand: also such as functions have their shapes at."""
    values = edges(kind)
    dtype = np.dtype(kind)
    if dtype.kind != "f":
        return values
    more = [0.001, 0.1, 0.5, 0.75, 0.9, 1.1, 1.5, 2.0, 3.5, 4.5, 10.0, 20.0, 50.0, 80.0, 89.5, 200.0, 710.0, 1e5, 1e10, 3e38]
    info = np.finfo(dtype)
    more += [float(info.tiny), float(info.eps), 8388607.5, 4503599627370495.5]
    signed = [sign * x for x in more for sign in (1, -1)]
    return np.concatenate([values, np.array(signed, dtype)])


def plane(kind):
    """Complex numbers: edge values of both parts; ordinary ones, near the unit circle, and near where functions are cut."""
    part = np.dtype(kind).type(0).real.dtype
    info = np.finfo(part)
    eps = float(info.eps)
    edge = [0.0, -0.0, float(info.smallest_subnormal), 0.5, 1.0, -1.0, -2.5, 30.0, -800.0, float(info.max), math.inf, -math.inf, math.nan]
    pairs = list(itertools.product(edge, edge))
    for i in range(40):
        size = 10.0 ** ((i * 37) % 13 - 6)
        pairs.append((size * math.cos(0.1 + i), size * math.sin(0.1 + i)))
    for x, y in [(0.6, 0.8), (-0.28, 0.96), (0.8, -0.6), (5 / 13, 12 / 13)]:
        pairs += [(x, y), (x + eps, y), (x, y - 1e3 * eps), (x - 1e-3, y)]
    for x in [1.0 - 2 * eps, 1.0 + 2 * eps, 1.5, 3.0, 1e4]:
        for y in [0.0, -0.0, eps, -eps, 1e-3]:
            pairs += [(x, y), (-x, y), (y, x), (y, -x)]
    for angle in [math.pi / 2, math.pi, 100.0, 1e6, 1e22]:
        pairs += [(0.25, angle), (-angle, 0.25)]
    for far in [88.8, 95.0, 170.0, 709.9, 720.0, 1400.0]:
        pairs += [(far, 1.0), (-far, 2.0), (1.0, far), (far, 1e-37), (far, 1e-290)]
    return np.array([complex(*pair) for pair in pairs], kind)


WHOLE = [0, 1, 2, 3, -1, -2, 7, 64, -99]
OTHERS = [100, 0.5, -0.5, 1j, 2 - 1j, -0.25 + 3j, 1e-3j, complex(math.inf, 0), complex(0, math.nan)]


def bases_and(exponents, kind):
    info = np.finfo(np.dtype(kind).type(0).real.dtype)
    bases = [complex(*pair) for pair in [(0, 0), (-0.0, 0), (0, 1), (-1, 0), (-1, -0.0), (2, 0), (0.5, -0.5), (-3, 4), (1e-3, 7), (30, -40)]]
    bases += [complex(float(info.max), 0), complex(0, float(info.tiny)), complex(math.inf, 0), complex(-math.inf, 1), complex(math.nan, 0), complex(1, math.nan)]
    return [np.array(bases, kind), np.array(exponents, kind)]


def ordered(kind):
    """Numbers that have an order by their second parts too."""
    return np.concatenate([edges(kind), np.array([1 + 2j, 1 - 2j, complex(-0.0, -0.0), complex(1, math.inf), complex(math.nan, math.nan), complex(1, math.nan)], kind)])


def written(x):
    if isinstance(x, (np.bool_, bool)):
        return str(int(x))
    if isinstance(x, np.integer):
        return str(int(x))
    if isinstance(x, np.complexfloating):
        return written(x.real) + "," + written(x.imag)
    if np.isnan(x):
        return "nan"
    bits = int(x.view(np.uint32 if x.dtype == np.float32 else np.uint64))
    return f"{bits:0{2 * x.itemsize}x}".rstrip("0") or "0"


def line(values):
    return " ".join("-" if x is None else written(x) for x in values)


cases = []


def case(name, kinds, arity, types=None, function=None, refused=lambda x: False, inputs=None):
    """`types`: those of the operands, if they are not alike; `inputs`: their values, if not those above."""
    function = function or getattr(np, name)
    for kind in kinds:
        operands = types(kind) if types else [kind] * arity
        values = points if arity == 1 else edges
        lists = inputs(kind) if inputs else [values(operand) for operand in operands]
        rows = [[], []]
        for args in itertools.product(*lists):
            arrays = [np.array([x], dtype=operand) for x, operand in zip(args, operands)]
            try:
                result = (None, None) if refused(args[0]) else function(*arrays)
            except ValueError:
                result = (None, None)
            result = result if isinstance(result, tuple) else (result,)
            for row, out in zip(rows, result):
                row.append(None if out is None else out[0])
        cases.append({
            "function": name,
            "types": operands,
            "inputs": [line(np.array(some, dtype=operand)) for some, operand in zip(lists, operands)],
            "outputs": [line(row) for row in rows if any(x is not None for x in row)],
        })


case("add", ALL, 2)
case("multiply", ALL, 2)
for name in ["subtract"]:
    case(name, NUMBERS, 2)
case("divide", FLOATS + COMPLEX, 2)
for name in ["floor_divide", "remainder", "fmod", "divmod"]:
    case(name, REALS, 2)
# Integers to negative powers: refused.
case("power", REALS, 2)
case("float_power", ["float64"], 2)
for name in ["positive", "negative", "absolute", "square", "conjugate"]:
    case(name, NUMBERS, 1)
case("sign", NUMBERS, 1)
# 1 / 0 of integers: whatever the processor makes of infinity.
case("reciprocal", NUMBERS, 1, refused=lambda x: isinstance(x, np.integer) and x == 0)
case("fabs", FLOATS, 1)
for name in ["exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "cbrt", "sin", "cos", "tan", "arcsin",
             "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh", "deg2rad", "rad2deg", "rint",
             "floor", "ceil", "trunc", "modf", "frexp", "spacing", "signbit"]:
    case(name, FLOATS, 1)
# What NumPy computes by a formula that is wrong there, or not as close.
REFUSED = {
    "exp2": lambda z: np.isfinite(z) and max(abs(z.real), abs(z.imag)) > 4,
    "expm1": lambda z: not z.real < 80 or np.isinf(z.real),
    "log1p": lambda z: 0.5 < abs(1 + z) < 2 or np.isfinite(z) and abs(z) > 1e38,
}
for name in ["exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "sin", "cos", "tan", "arcsin", "arccos",
             "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh", "rint"]:
    case(name, COMPLEX, 1, inputs=lambda kind: [plane(kind)], refused=REFUSED.get(name, lambda z: False))
case("power", COMPLEX, 2, inputs=lambda kind: bases_and(WHOLE, kind))
# By exponential and logarithm: NumPy's `complex64` has few right digits, so it is rounded from the other type's.
wide_power = lambda a, b: np.power(a.astype("complex128"), b.astype("complex128")).astype(a.dtype)
case("power", COMPLEX, 2, function=wide_power, inputs=lambda kind: bases_and(OTHERS, kind))
for exponents in [WHOLE, OTHERS]:
    case("float_power", ["complex128"], 2, inputs=lambda kind: bases_and(exponents, kind))
erf = np.vectorize(math.erf, otypes=[np.float64])
erfc = np.vectorize(math.erfc, otypes=[np.float64])
case("erf", ["float64"], 1, function=erf)
case("erfc", ["float64"], 1, function=erfc)
for name in ["logaddexp", "logaddexp2", "arctan2", "hypot", "copysign", "nextafter", "heaviside"]:
    case(name, FLOATS, 2)


def scales(kind):
    """Numbers and exponents, also such as lead below the normal numbers by one way or another, where rounding twice shows."""
    far = [900, -60] if kind == "float64" else [76, -26]
    odd = [math.ldexp(x / 30, by) for by in far for x in (17, 19, 21, 23, 27, 29)]
    by = [-2147483648, -2200, -1941, -1940, -1074, -1022, -972, -971, -207, -206, -149, -126, -105, -104, -60, -1, 0, 1]
    by += [60, 127, 150, 1023, 1100, 2147483647]
    return [np.concatenate([edges(kind)[::5], np.array(odd, kind)]), np.array(by, "int32")]


case("ldexp", FLOATS, 2, types=lambda kind: [kind, "int32"], inputs=scales)
for name in ["isfinite", "isinf", "isnan"]:
    case(name, NUMBERS, 1)
for name in ["equal", "not_equal"]:
    case(name, ALL, 2)
for name in ["greater", "greater_equal", "less", "less_equal", "maximum", "minimum", "fmax", "fmin"]:
    case(name, ["bool"] + REALS, 2)
for name in ["maximum", "minimum", "fmax", "fmin"]:
    case(name, COMPLEX, 2, inputs=lambda kind: [ordered(kind)] * 2)
# Bounds of which one part is NaN: NumPy looks at the other one only.
bounds = lambda kind: [z for z in ordered(kind) if np.isnan(z.real) == np.isnan(z.imag)]
case("clip", COMPLEX, 3, inputs=lambda kind: [ordered(kind), bounds(kind)[::3], bounds(kind)[1::3]])
case("clip", ["bool"], 3)
case("clip", REALS, 3, inputs=lambda kind: [edges(kind)[::2], edges(kind)[1::4], edges(kind)[::4]])
for name in ["logical_and", "logical_or", "logical_xor"]:
    case(name, ["bool"], 2)
case("logical_not", ["bool"], 1)
for name in ["bitwise_and", "bitwise_or", "bitwise_xor"]:
    case(name, ["bool"] + INTEGERS, 2)
case("invert", ["bool"] + INTEGERS, 1)
case("bitwise_count", INTEGERS, 1)
for name in ["left_shift", "right_shift", "gcd", "lcm"]:
    case(name, INTEGERS, 2)

products = []


def matrix(shape, kind, seed):
    """Small integers, so that every sum is exact."""
    numbers = (np.arange(math.prod(shape)) * 7919 + seed * 104729) % 11
    numbers = numbers if np.dtype(kind).kind in "ub" else numbers - 5
    real = numbers.reshape(shape).astype(kind)
    if np.dtype(kind).kind == "c":
        return real + 1j * np.roll(real.real, 1).astype(kind)
    return real


def product(name, shapes, kinds=NUMBERS, function=None, inputs=None):
    function = function or getattr(np, name)
    for kind in kinds:
        arrays = [np.array(x, kind) for x in inputs] if inputs else [matrix(shape, kind, i) for i, shape in enumerate(shapes)]
        result = np.asarray(function(*arrays), dtype=kind)
        products.append({
            "function": name,
            "type": kind,
            "shapes": [list(x.shape) for x in arrays],
            "inputs": [line(x.ravel()) for x in arrays],
            "shape": list(result.shape),
            "output": line(result.ravel()),
        })


SOME = ["bool", "int8", "uint32", "int64"] + FLOATS + COMPLEX
for shapes in [[(2, 3), (3, 4)], [(3,), (3, 2)], [(2, 3), (3,)], [(3,), (3,)], [(2, 2, 3), (3, 1)], [(2, 0), (0, 3)], [(5, 7), (7, 45)]]:
    product("matmul", shapes, SOME)
for shapes in [[(3,), (3,)], [(2, 19), (19,)], [(0,), (0,)]]:
    product("vecdot", shapes, SOME[1:])
product("matvec", [(4, 19), (19,)], SOME[1:])
product("vecmat", [(3,), (3, 45)], SOME[1:])
product("cross", [(2, 3), (3,)], SOME[1:])
product("outer_product", [(3,), (4,)], SOME[1:], np.outer)
for shapes in [[(5,), (3,)], [(1,), (4,)], [(40,), (7,)]]:
    product("convolve", shapes, SOME[1:])
product("cumsum", [(3, 7)], SOME[1:], lambda x: np.cumsum(x, axis=-1, dtype=x.dtype))

places = []


def place(kind, values):
    values = np.array(values).astype(kind)
    places.append({
        "type": kind,
        "input": line(values),
        "argmin": int(np.argmin(values)),
        "argmax": int(np.argmax(values)),
    })


for kind in SOME:
    values = edges(kind)
    # Each edge value first and last, and among many that are alike.
    for i in range(0, len(values), 2):
        place(kind, np.roll(values, i))
        place(kind, np.concatenate([np.roll(values, i)[:5]] * 8))
    place(kind, [1] * 40)
    place(kind, [0] * 39 + [1] * 3)
    place(kind, [1] * 17 + [0] * 3)

print("{")
print(f' "numpy": "{np.__version__}",')
print(' "cases": [\n  ' + ",\n  ".join(json.dumps(x) for x in cases) + "\n ],")
print(' "products": [\n  ' + ",\n  ".join(json.dumps(x) for x in products) + "\n ],")
print(' "places": [\n  ' + ",\n  ".join(json.dumps(x) for x in places) + "\n ]")
print("}")
