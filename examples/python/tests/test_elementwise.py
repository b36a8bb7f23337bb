"""Functions of elements: what NumPy makes of them."""

import itertools

import numpy as np
import pytest
import ufunc_examples as u
from support import layouts, same_bits, traps, ulps, unaligned
from ufunc_examples import _ufuncs

rng = np.random.default_rng(1)


def density(d, bw):
    return np.exp(-0.5 * (d / bw) ** 2) / (bw * np.sqrt(2 * np.pi))


def distance(a1, a2, b1, b2):
    num = (a1 - b1) ** 2 + (a2 - b2) ** 2
    den = (1 - a1**2 - a2**2) * (1 - b1**2 - b2**2)
    return np.arccosh(1 + 2 * num / den)


def test_formulas():
    x = rng.uniform(-3, 3, 10_000)
    y = rng.uniform(-3, 3, 10_000)
    t = rng.uniform(0, 1, 10_000)
    a, b = rng.uniform(-0.6, 0.6, (2, 10_000)), rng.uniform(-0.6, 0.6, (2, 10_000))
    assert ulps(u.gaussian(x, 0.7), density(x, 0.7)) <= 16
    assert ulps(u.softplus(x), np.logaddexp(0, x)) <= 8
    assert ulps(u.logistic(x), 1 / (1 + np.exp(-x))) <= 8
    assert ulps(u.logaddexp(x, y) + 10, np.logaddexp(x, y) + 10) <= 4
    assert ulps(u.lerp(x, y, t) + 10, x + (y - x) * t + 10) <= 1
    # The inverse cosine is as steep at 1 as it can be: nearby points lose digits in any formula.
    assert np.allclose(u.poincare_distance(*a, *b), distance(*a, *b), rtol=1e-9)
    r, angle = u.polar(x, y)
    assert ulps(r, np.hypot(x, y)) <= 2
    assert ulps(angle, np.arctan2(y, x)) <= 4
    assert np.allclose(u.rotate(x + 1j * y, t), (x + 1j * y) * np.exp(1j * t), rtol=1e-14, atol=1e-15)
    assert np.allclose(u.haversine(x / 2, y, t, t), u.haversine(t, t, x / 2, y), rtol=1e-13)
    assert same_bits(u.gcd(np.arange(-50, 50), 36), np.gcd(np.arange(-50, 50), 36))
    assert same_bits(u.maximum(x, y), np.maximum(x, y))


def test_singles():
    # Not farther out: there the exponential makes much of its argument's own rounding.
    x = rng.uniform(-1, 1, 10_000).astype("f4")
    assert u.gaussian(x, np.float32(0.7)).dtype == "f4"
    assert ulps(u.gaussian(x, np.float32(0.7)), density(x.astype("f8"), float(np.float32(0.7)))) <= 8
    assert ulps(u.softplus(x), np.logaddexp(0, x.astype("f8"))) <= 8


def test_scalars():
    assert type(u.gaussian(1.0, 2.0)) is np.float64
    assert u.gaussian(1.0, 2.0).shape == ()
    assert type(u.polar(3, 4)) is tuple
    assert u.polar(3, 4)[0] == 5.0
    assert u.gcd(12, 18) == 6
    assert _ufuncs.nothing() == 7.0
    assert same_bits(_ufuncs.nothing(out=np.empty((2, 3))), np.full((2, 3), 7.0))


@pytest.mark.parametrize("shapes", list(itertools.product([(), (1,), (3,), (2, 1), (2, 3), (0, 3), (2, 0), (4, 2, 3)], repeat=2)))
def test_broadcasting(shapes):
    a, b = (rng.uniform(0.5, 1, shape) for shape in shapes)
    try:
        expected = a - b
    except ValueError:
        with pytest.raises(ValueError):
            _ufuncs.subtract(a, b)
        return
    assert same_bits(_ufuncs.subtract(a, b), expected)


@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_memory_of_all_kinds(dtype):
    x = rng.uniform(-3, 3, (37, 41)).astype(dtype)
    y = rng.uniform(-3, 3, (37, 41)).astype(dtype)
    expected = x - y
    density = u.gaussian(x, abs(y))
    for (_, a), (_, b) in itertools.product(layouts(x), layouts(y)):
        assert (_ufuncs.subtract(a, b) == expected).all()
        assert same_bits(np.ascontiguousarray(u.gaussian(a, abs(b))).astype(dtype), density)
    for (name, a), (out_name, out) in itertools.product(layouts(x), layouts(np.zeros_like(x))):
        result = _ufuncs.subtract(a, y, out=out)
        assert result is out
        assert (out == expected).all(), (name, out_name)


def test_lengths_around_blocks():
    for n in [0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 63, 64, 65, 511, 512, 513, 1024, 1025, 5000]:
        x, y = rng.uniform(-3, 3, (2, n))
        for step in [1, 2, -1, -3]:
            wide = rng.uniform(-3, 3, 3 * n + 1)
            view = wide[::step][:n] if n else wide[:0]
            assert same_bits(_ufuncs.subtract(view, y), view - y)
            before = wide.copy()
            _ufuncs.subtract(x, y, out=view)
            assert same_bits(view, x - y)
            # The gaps are untouched.
            view[...] = before[::step][:n] if n else before[:0]
            assert same_bits(wide, before)


def test_out():
    x = np.arange(4.0)
    out = np.empty(4)
    assert u.gaussian(x, 1.0, out=out) is out
    assert u.gaussian(x, 1.0, out) is out
    r, angle = np.empty(4), np.empty(4)
    results = u.polar(x, x, out=(r, angle))
    assert results[0] is r and results[1] is angle
    results = u.polar(x, x, out=(None, angle))
    assert results[1] is angle and same_bits(results[0], r)
    wider = np.empty((3, 4))
    assert same_bits(u.gaussian(x, 1.0, out=wider), np.broadcast_to(out, (3, 4)))
    single = np.empty(4, "f4")
    u.gaussian(x, 1.0, out=single)
    assert same_bits(single, out.astype("f4"))
    with pytest.raises(TypeError):
        u.gaussian(x, 1.0, out=np.empty(4, int))
    with pytest.raises(ValueError):
        u.gaussian(x, 1.0, out=np.empty(3))
    with pytest.raises(ValueError):
        out.flags.writeable = False
        u.gaussian(x, 1.0, out=out)


def test_where():
    x = rng.uniform(-3, 3, (50, 40))
    expected = u.gaussian(x, 1.0)
    for density in [0.0, 0.1, 0.5, 0.9, 1.0]:
        where = rng.uniform(size=x.shape) < density
        out = np.full(x.shape, 9.0)
        u.gaussian(x, 1.0, out=out, where=where)
        assert same_bits(out, np.where(where, expected, 9.0))
    out = np.full(x.shape, 9.0)
    u.gaussian(x.T, 1.0, out=out.T, where=where[0, :, None])
    assert same_bits(out, np.where(where[0], expected, 9.0))
    out = np.zeros(2)
    assert _ufuncs.panics_at_13(np.array([13.0, 1.0]), where=[False, True], out=out).tolist() == [0, 2]


def test_casting():
    x = np.arange(6)
    assert same_bits(u.gaussian(x, 2), u.gaussian(x.astype("f8"), 2.0))
    assert same_bits(u.gaussian(x.astype("i1"), np.int8(2)), u.gaussian(x.astype("f4"), np.float32(2)))
    assert same_bits(u.gaussian(x.astype(">f8"), 2.0), u.gaussian(x.astype("f8"), 2.0))
    assert u.gaussian(x, 2, dtype="f4", casting="unsafe").dtype == "f4"
    assert u.gaussian(x.astype("f4"), np.float32(2), dtype="f8").dtype == "f8"
    assert u.gaussian(x.astype("f4"), np.float32(2), signature="dd->d").dtype == "f8"
    with pytest.raises(TypeError):
        u.gaussian(x + 0j, 1.0)
    with pytest.raises(TypeError):
        u.gaussian(x.astype("f4"), np.float32(2), dtype="f8", casting="no")
    with pytest.raises(TypeError):
        u.gaussian("text", 1.0)
    with pytest.raises(TypeError):
        u.gaussian(1.0)
    # More than a buffer of 8192.
    x = rng.integers(-3, 3, 100_000)
    assert same_bits(u.gaussian(x, 2), u.gaussian(x.astype("f8"), 2.0))


@pytest.mark.parametrize("code", ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"])
def test_integers(code):
    info = np.iinfo(code)
    x = np.array([info.min, -1 % (info.max + 1), 0, 1, 5, info.max], code)
    assert same_bits(_ufuncs.widths(x), ~x)
    x = rng.integers(info.min, info.max, 1000, code, endpoint=True)
    assert same_bits(_ufuncs.widths(x[::-3]), ~x[::-3])


def test_mixed_integers_and_results():
    x = np.array([5, -5, 2**62 + 1])
    whole, exact = _ufuncs.halves(x)
    assert whole.dtype == "i8" and whole.tolist() == [2, -2, 2**61]
    assert exact.dtype == "f8" and exact[0] == 2.5


@pytest.mark.parametrize("code", ["c8", "c16"])
def test_complex(code):
    a, b = (rng.uniform(-1, 1, (2, 500)) + 1j * rng.uniform(-1, 1, (2, 500))).astype(code)
    expected = (a.real * b.real - a.imag * b.imag) + 1j * (a.real * b.imag + a.imag * b.real)
    for view in [slice(None), slice(None, None, -1), slice(1, None, 3)]:
        assert np.allclose(_ufuncs.product(a[view], b[view]), expected[view], rtol=1e-5 if code == "c8" else 1e-14)
    # Real and imaginary parts are views with gaps.
    z = np.ascontiguousarray(a.astype("c16"))
    assert same_bits(_ufuncs.subtract(z.real, z.imag), z.real - z.imag)
    w = z.copy()
    _ufuncs.subtract(w.real, w.imag, out=w.imag)
    assert same_bits(w.imag, z.real - z.imag) and same_bits(w.real, z.real)


def test_complex_in_odd_records():
    """A complex number 24 bytes from the next one: no multiple of its size."""
    table = np.zeros(100, [("z", "c16"), ("x", "f8")])
    table["z"] = rng.uniform(-1, 1, 100) + 1j * rng.uniform(-1, 1, 100)
    assert table["z"].strides == (24,)
    expected = _ufuncs.product(table["z"].copy(), 1j)
    assert same_bits(_ufuncs.product(table["z"], 1j), expected)
    _ufuncs.product(table["z"], 1j, out=table["z"])
    assert same_bits(table["z"].copy(), expected)
    assert (table["x"] == 0).all()


def test_bool_of_any_byte():
    """NumPy hands over what bytes there are; a Rust `bool` may be 0 or 1 only."""
    raw = np.arange(256, dtype="u1")
    b = raw.view(bool)
    expected = (raw != 0).astype("u1")
    one = np.zeros(256, "u1")
    assert same_bits(_ufuncs.bits(b, one), expected)
    assert same_bits(_ufuncs.bits(b[::-1], one), expected[::-1])
    assert same_bits(_ufuncs.bits(np.repeat(b, 3)[::3], one), expected)
    assert same_bits(_ufuncs.bits(raw[255:].view(bool), one[:1]), np.uint8([1]))
    assert _ufuncs.either(b, b).view("u1").tolist() == expected.tolist()
    assert _ufuncs.either.reduce(raw[[0, 0, 2, 0, 0, 0]].view(bool)) == True  # noqa: E712
    assert not _ufuncs.either.reduce(np.zeros(1000, bool))
    assert _ufuncs.either.accumulate(raw[[0, 0, 2, 0]].view(bool)).view("u1").tolist() == [0, 0, 1, 1]


def test_subclasses_and_protocols():
    class Labelled(np.ndarray):
        pass

    x = np.arange(3.0).view(Labelled)
    assert type(u.gaussian(x, 1.0)) is Labelled

    class Own:
        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            return ufunc, method, len(inputs), kwargs

    assert u.gaussian(Own(), 1.0, where=True) == (u.gaussian, "__call__", 2, {"where": True})
    assert u.add.reduce(Own())[1] == "reduce"
    masked = np.ma.masked_array([1.0, 2.0], [False, True])
    assert u.gaussian(masked, 1.0).mask.tolist() == [False, True]


def test_zero_sizes():
    assert u.gaussian(np.empty((0, 3)), 1.0).shape == (0, 3)
    assert u.polar(np.empty(0), np.empty((2, 1)))[1].shape == (2, 0)
    assert u.add.reduce(np.empty((0, 3))).tolist() == [0, 0, 0]
    with pytest.raises(ValueError):
        u.maximum.reduce(np.empty(0))


def test_unaligned():
    x = unaligned(rng.uniform(-1, 1, 1000))
    y = unaligned(np.zeros(1000))
    _ufuncs.subtract(x, 1.0, out=y)
    assert (y == x - 1.0).all()


def test_long_and_subnormal():
    x = np.full(1_000_003, 5e-324)
    assert same_bits(_ufuncs.subtract(x, 0.0), x)
    traps(u.gaussian, np.full(1000, 1e-310), 1.0)
