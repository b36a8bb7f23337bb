"""reduce, accumulate, reduceat, outer, at."""

import itertools
import math

import numpy as np
import pytest
import ufunc_examples as u
from support import layouts, same_bits
from ufunc_examples import _ufuncs

rng = np.random.default_rng(2)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 15, 16, 17, 31, 33, 255, 256, 257, 511, 513, 4097, 100_000])
@pytest.mark.parametrize("code", ["i8", "f4", "f8"])
def test_reduce_to_one(n, code):
    x = rng.integers(-1000, 1000, n).astype(code)
    assert u.add.reduce(x) == x.astype("i8").sum()
    assert u.maximum.reduce(x) == x.max()
    assert u.add.reduce(x[::-1]) == x.astype("i8").sum()
    assert u.add.reduce(np.repeat(x, 3)[1::3]) == x.astype("i8").sum()
    assert u.add.reduce(x, initial=5) == x.astype("i8").sum() + 5


def test_reduce_is_accurate():
    x = np.full(1_000_000, 0.1, "f4")
    exact = math.fsum(x.astype("f8"))
    assert abs(float(u.add.reduce(x)) - exact) / exact < 1e-6
    assert abs(float(_naive(x)) - exact) / exact > 1e-3
    x = rng.uniform(0, 1, 1_000_001)
    exact = math.fsum(x)
    assert abs(u.add.reduce(x) - exact) / exact < 1e-15
    assert abs(u.add.reduce(x[::-1]) - exact) / exact < 1e-15


def _naive(x):
    total = np.float32(0)
    for value in x[:1_000_000].tolist():
        total = np.float32(total + np.float32(value))
    return total


def test_what_is_not_associative_keeps_its_order():
    x = rng.uniform(0, 1, 10_000)
    left = x[0]
    for value in x[1:].tolist():
        left -= value
    assert _ufuncs.subtract.reduce(x) == left
    total = 0.0
    for value in x.tolist():
        total += value
    assert _ufuncs.strict_sum.reduce(x) == total


@pytest.mark.parametrize("n", [1, 2, 3, 7, 255, 256, 257, 1000, 5000])
def test_what_is_not_commutative_keeps_its_order(n):
    x = rng.integers(0, 10**6, n)
    assert _ufuncs.first.reduce(x) == x[0]
    assert _ufuncs.first.reduce(x[::-1]) == x[-1]
    maps = rng.integers(0, 2**63, n).astype("u8")
    for some in [maps, maps[::-1], np.repeat(maps, 2)[::2]]:
        a, b = 1, 0
        for f in some.tolist():
            a, b = a * (f >> 32) % 2**32, (a * (f & 0xFFFFFFFF) + b) % 2**32
        assert int(_ufuncs.after.reduce(some)) == a << 32 | b


def test_reduce_over_axes():
    x = rng.integers(-9, 9, (5, 6, 7)).astype("f8")
    for _, a in layouts(x.reshape(30, 7)):
        for axis in [0, 1, -1, None, (0, 1)]:
            assert (u.add.reduce(a, axis=axis) == np.add.reduce(x.reshape(30, 7), axis=axis)).all()
    for axis in [0, 1, 2, (0, 2), (0, 1, 2)]:
        for keepdims in [False, True]:
            assert same_bits(u.add.reduce(x, axis=axis, keepdims=keepdims), np.add.reduce(x, axis=axis, keepdims=keepdims))
    where = x > 0
    assert same_bits(u.add.reduce(x, axis=1, where=where), np.add.reduce(x, axis=1, where=where))
    out = np.empty((5, 7))
    assert u.add.reduce(x, axis=1, out=out) is out and same_bits(out, x.sum(1))
    assert u.add.reduce(x.astype("f4"), axis=0, dtype="f8").dtype == "f8"
    with pytest.raises(ValueError, match="reorderable"):
        _ufuncs.strict_sum.reduce(x, axis=(0, 1))
    with pytest.raises(RuntimeError):
        u.moving_average.reduce(x)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 100, 10_000])
def test_accumulate(n):
    x = rng.integers(-9, 9, n)
    assert same_bits(u.add.accumulate(x), np.add.accumulate(x))
    assert same_bits(u.maximum.accumulate(x.astype("f4")), np.maximum.accumulate(x.astype("f4")))
    y = x.astype("f8")
    assert same_bits(_ufuncs.subtract.accumulate(y), np.subtract.accumulate(y))
    assert same_bits(_ufuncs.subtract.accumulate(y[::-1]), np.subtract.accumulate(y[::-1]))
    z = y.copy()
    _ufuncs.subtract.accumulate(z, out=z)
    assert same_bits(z, np.subtract.accumulate(y))


def test_accumulate_over_axes():
    x = rng.integers(-9, 9, (5, 6, 7)).astype("f8")
    for axis in range(3):
        assert same_bits(u.add.accumulate(x, axis=axis), np.add.accumulate(x, axis=axis))
        assert same_bits(_ufuncs.subtract.accumulate(x.T, axis=axis), np.subtract.accumulate(x.T, axis=axis))


def test_reduceat():
    x = rng.integers(-9, 9, 1000)
    indices = [0, 5, 5, 900, 3, 500, 999]
    assert same_bits(u.add.reduceat(x, indices), np.add.reduceat(x, indices))
    y = x.reshape(10, 100).astype("f8")
    assert same_bits(_ufuncs.subtract.reduceat(y, [0, 3, 1], axis=0), np.subtract.reduceat(y, [0, 3, 1], axis=0))
    assert same_bits(u.add.reduceat(y, [0, 30, 31, 99], axis=1), np.add.reduceat(y, [0, 30, 31, 99], axis=1))


def test_outer():
    a, b = rng.uniform(-1, 1, 40), rng.uniform(-1, 1, (3, 50))
    assert same_bits(_ufuncs.subtract.outer(a, b), np.subtract.outer(a, b))
    assert u.add.outer(np.empty(0), b).shape == (0, 3, 50)


def test_at():
    for code in ["i8", "f4", "f8"]:
        x = rng.integers(0, 100, 50).astype(code)
        ours, theirs = x.copy(), x.copy()
        indices, values = rng.integers(0, 50, 1000), rng.integers(0, 100, 1000).astype(code)
        u.add.at(ours, indices, values)
        np.add.at(theirs, indices, values)
        assert same_bits(ours, theirs)
        u.maximum.at(ours, indices[:10], 1e6 if code != "i8" else 10**6)
        assert (ours[indices[:10]] == 10**6).all()
    # A cast for each element.
    x = np.zeros(5)
    u.add.at(x, [0, 0, 3], np.array([1, 2, 3], "i2"))
    assert x.tolist() == [3, 0, 0, 3, 0]
    x = np.arange(5.0)
    u.logistic.at(x, [1, 3])
    assert x[1] == u.logistic(1.0) and x[2] == 2.0


def test_reductions_in_all_layouts():
    x = rng.integers(-9, 9, (20, 30)).astype("f8")
    for (name, a), axis in itertools.product(layouts(x), [0, 1]):
        assert (u.add.reduce(a, axis=axis) == x.sum(axis)).all(), name
        assert (_ufuncs.subtract.reduce(a, axis=axis) == np.subtract.reduce(x, axis=axis)).all(), name


def test_reduce_into_its_own_input():
    x = np.arange(12.0).reshape(3, 4)
    expected = x.sum(0)
    u.add.reduce(x, axis=0, out=x[1])
    assert same_bits(x[1], expected)
    y = np.arange(1000.0)
    expected = y.sum()
    u.add.reduce(y, out=y[500:501].reshape(()))
    assert y[500] == expected
