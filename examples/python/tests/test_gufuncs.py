"""Functions with core dimensions."""

import itertools

import numpy as np
import pytest
import ufunc_examples as u
from support import layouts, numpy_version, same_bits, ulps
from ufunc_examples import _ufuncs

rng = np.random.default_rng(3)


def moving(x, window):
    result = np.empty_like(x)
    for i in range(x.shape[-1]):
        result[..., i] = x[..., max(0, i + 1 - window) : i + 1].mean(-1)
    return result


def test_formulas():
    x = rng.uniform(0, 1, (5, 40))
    for window in [1, 3, 40, 100]:
        assert np.allclose(u.moving_average(x, window), moving(x, window), rtol=1e-13)
    a, b = rng.uniform(0.1, 1, (2, 7, 100))
    assert ulps(u.dot(a, b), (a * b).sum(-1)) <= 4
    assert ulps(u.cosine(a, b), (a * b).sum(-1) / np.sqrt((a * a).sum(-1) * (b * b).sum(-1))) <= 4
    a, b = rng.uniform(-1, 1, (2, 50, 3))
    assert np.allclose(u.cross(a, b), np.cross(a, b), rtol=1e-14, atol=1e-16)


def test_loops_broadcast():
    a, b = rng.uniform(0, 1, (4, 1, 3)), rng.uniform(0, 1, (5, 3))
    assert u.cross(a, b).shape == (4, 5, 3)
    assert np.allclose(u.cross(a, b), np.cross(a, b))
    x = rng.uniform(0, 1, (3, 20))
    windows = np.array([1, 2, 5])
    expected = np.stack([moving(row, window) for row, window in zip(x, windows)])
    assert np.allclose(u.moving_average(x, windows), expected)
    assert u.moving_average(x, windows[:, None]).shape == (3, 3, 20)


def test_axes():
    x = rng.uniform(0, 1, (4, 5, 6))
    expected = np.moveaxis(u.moving_average(np.moveaxis(x, 1, -1).copy(), 3), -1, 1)
    assert same_bits(u.moving_average(x, 3, axes=[(1,), (), (1,)]), np.ascontiguousarray(expected))
    assert u.dot(x, x, axis=0).shape == (5, 6)
    assert same_bits(u.dot(x, x, axis=0), u.dot(*[np.moveaxis(x, 0, -1).copy()] * 2))
    assert u.dot(x, x, axis=1, keepdims=True).shape == (4, 1, 6)
    a = np.moveaxis(x[:, :, :3], -1, 0)
    assert np.allclose(u.cross(a, a + 1, axis=0), np.cross(a, a + 1, axis=0))
    turned = _ufuncs.neighbours(x, axes=[(2, 0), (0, 1)])
    assert same_bits(np.moveaxis(turned, 2, 0).copy(), _ufuncs.neighbours(np.moveaxis(x, 1, 0).swapaxes(1, 2).copy()))
    with pytest.raises(ValueError):
        u.dot(x, x, axis=3)
    with pytest.raises((TypeError, ValueError)):
        u.moving_average(x, 3, axes=[0, 0])


@pytest.mark.parametrize("f", [u.dot, u.cosine])
def test_memory_of_all_kinds(f):
    a, b = rng.uniform(0.1, 1, (2, 13, 29))
    expected = f(a, b)
    for (name, x), (_, y) in itertools.product(layouts(a), layouts(b)):
        assert same_bits(f(x, y), expected), name
    for name, x in layouts(a.T.copy()):
        assert same_bits(f(x, b.T, axis=0), expected), name


def test_outputs_of_all_kinds():
    x = rng.uniform(0, 1, (13, 29))
    expected, turned = u.moving_average(x, 4), _ufuncs.neighbours(x)
    for (name, a), (out_name, out) in itertools.product(layouts(x), layouts(np.zeros_like(x))):
        assert u.moving_average(a, 4, out=out) is out
        assert (out == expected).all(), (name, out_name)
        _ufuncs.neighbours(a, out=out)
        assert (out == turned).all(), (name, out_name)


def test_gaps_are_untouched():
    wide = np.full((6, 40), 9.0)
    x = rng.uniform(0, 1, (3, 20))
    u.moving_average(x, 4, out=wide[::2, ::-2])
    assert same_bits(wide[::2, ::-2].copy(), u.moving_average(x, 4))
    assert (wide[1::2] == 9).all() and (wide[:, ::2] == 9).all()


@pytest.mark.parametrize("where", ["same", "shifted", "rows of itself", "turned", "backwards"])
def test_out_is_an_input(where):
    """NumPy by itself hands the same memory in and out: numpy/numpy#11416."""
    x = rng.uniform(0, 1, (6, 6))
    for f, extra in [(u.moving_average, (3,)), (_ufuncs.neighbours, ())]:
        y = x.copy()
        if where == "same":
            given, out = y, y
        elif where == "shifted":
            given, out = y[:-1], y[1:]
        elif where == "rows of itself":
            given, out = np.broadcast_to(y[2], (6, 6)), y
        elif where == "turned":
            given, out = y.T, y
        else:
            given, out = y[::-1, ::-1], y
        expected = f(given.copy(), *extra)
        f(given, *extra, out=out)
        assert same_bits(out.copy(), expected), f
    a = rng.uniform(0, 1, (50, 3))
    b, expected = a[::-1].copy(), u.cross(a, a[::-1])
    given = a.copy()
    u.cross(given, b, out=given)
    assert same_bits(given, expected)
    given = a.copy()
    u.cross(given, given[::-1], out=given)
    assert same_bits(given, expected)


def test_both_outputs_in_one_array():
    b = np.array([[True, False, True]])
    out = np.zeros(1, int)
    _ufuncs.true_and_false(b, out=(out, out))
    assert out[0] in (1, 2)


def test_zero_sizes():
    assert u.moving_average(np.empty((0, 5)), 2).shape == (0, 5)
    assert u.moving_average(np.empty((5, 0)), 2).shape == (5, 0)
    assert u.dot(np.empty((4, 0)), np.empty((4, 0))).tolist() == [0, 0, 0, 0]
    assert u.dot(np.empty((0, 4)), np.empty((0, 4))).shape == (0,)
    assert _ufuncs.neighbours(np.empty((2, 0, 3))).shape == (2, 0, 3)


def test_optional_dimensions():
    a, b = np.array([1j, 2, 3]), np.array([1, 1j])
    assert same_bits(_ufuncs.rank_one(a, b), np.multiply.outer(a, b))
    assert same_bits(_ufuncs.rank_one(a, 2j), a * 2j)
    assert same_bits(_ufuncs.rank_one(2j, b), 2j * b)
    assert _ufuncs.rank_one(2j, 3.0) == 6j
    stack = np.stack([a, 2 * a])
    assert same_bits(_ufuncs.rank_one(stack, b), stack[:, :, None] * b)
    assert same_bits(_ufuncs.rank_one(a[::-1], b[::-1]), np.multiply.outer(a[::-1], b[::-1]))


def test_computed_sizes_with_out():
    a, b = rng.uniform(0, 1, (4, 5)), rng.uniform(0, 1, 3)
    expected = np.stack([np.convolve(row, b) for row in a])
    out = np.full((4, 7), 9.0)
    u.convolve(a, b, out=out)
    assert np.allclose(out, expected)
    for wrong in [6, 8]:
        with pytest.raises(ValueError, match=r"m\+n-1 is 7, but"):
            u.convolve(a, b, out=np.empty((4, wrong)))


@pytest.mark.skipif(numpy_version() < (2, 1), reason="NumPy computes no sizes before 2.1")
def test_computed_sizes():
    a, b = rng.uniform(0, 1, (4, 5)), rng.uniform(0, 1, 3)
    assert np.allclose(u.convolve(a, b), np.stack([np.convolve(row, b) for row in a]))
    points = rng.uniform(0, 1, (2, 5, 3))
    pairs = np.array(list(itertools.combinations(range(5), 2)))
    apart = points[:, pairs[:, 0]] - points[:, pairs[:, 1]]
    assert np.allclose(u.distances(points), np.sqrt((apart**2).sum(-1)))
    assert u.distances(np.empty((0, 3))).shape == (0,)
    with pytest.raises(ValueError, match=r"m\+n-1"):
        u.convolve(np.empty(0), np.empty(0))
    with pytest.raises(ValueError):
        u.distances(1.0)


@pytest.mark.skipif(numpy_version() >= (2, 1), reason="NumPy computes sizes")
def test_sizes_that_old_numpy_cannot_compute():
    with pytest.raises(ValueError, match="core dimension 0 unspecified"):
        u.convolve([1.0], [1.0])
    assert "give `out=`" in u.convolve.__doc__


def test_sizes_that_do_not_fit():
    with pytest.raises(ValueError, match="mismatch in its core dimension"):
        u.dot(np.ones(3), np.ones(4))
    with pytest.raises(ValueError):
        u.cross(np.ones(4), np.ones(4))
    with pytest.raises(ValueError):
        u.dot(1.0, np.ones(3))


def test_sizes_as_elements():
    x = np.arange(5, dtype="i4")
    for count in [np.int8(2), np.uint16(2), 2, np.int64(2), np.array([2])]:
        assert _ufuncs.repeat(x, count).reshape(-1).tolist() == [0, 1, 0, 0, 0]
    with pytest.raises(ValueError, match="count has a negative element"):
        _ufuncs.repeat(x, -1)
    with pytest.raises(ValueError, match="count has a negative element"):
        _ufuncs.repeat(np.stack([x, x]), np.array([1, -(2**40)])[::-1])
    with pytest.raises(TypeError):
        _ufuncs.repeat(x, 2.0)


def test_bool_of_any_byte():
    """Inside, a `bool` indexes an array of two."""
    raw = np.arange(256, dtype="u1")
    true, false = _ufuncs.true_and_false(raw.view(bool))
    assert (true, false) == (255, 1)
    many = np.broadcast_to(raw.view(bool)[::-1], (300, 256))
    true, false = _ufuncs.true_and_false(many)
    assert (true == 255).all() and (false == 1).all()
    true, false = _ufuncs.true_and_false(np.tile(raw, 2).view(bool)[1::2])
    assert (true, false) == (256, 0) or true + false == 256


def test_outputs_start_as_fresh_ones_do():
    """`incomplete` writes every second element; the others are zero, whatever the memory held."""
    x = np.arange(1.0, 1001.0)
    for _ in range(20):
        junk = np.full(1000, 7.0)
        del junk
        assert (_ufuncs.incomplete(x)[1::2] == 0).all()
    out = np.full((3, 2000), 7.0)
    _ufuncs.incomplete(x, out=out[:, ::2])
    assert (out[:, 2::4] == 0).all() and (out[:, ::4] == x[::2]).all() and (out[:, 1::2] == 7).all()


def test_casting():
    x = np.arange(10)
    assert same_bits(u.moving_average(x, 3), u.moving_average(x.astype("f8"), 3))
    assert u.moving_average(x.astype("i2"), np.int8(3)).dtype == "f4"
    assert u.moving_average(x.astype("f4"), 3, dtype="f8" if numpy_version() < (2, 0) else None).shape == (10,)
    out = np.empty(10, "f4")
    u.moving_average(x, 3, out=out)
    assert np.allclose(out, moving(x.astype("f8"), 3))
    assert u.dot(x.astype(">f4"), x.astype("f4")).dtype == "f4"


def test_complex_in_odd_records():
    table = np.zeros(6, [("z", "c16"), ("x", "f8")])
    table["z"] = rng.uniform(-1, 1, 6) + 1j
    b = np.array([1, 1j])
    expected = np.multiply.outer(table["z"].copy(), b)
    assert same_bits(_ufuncs.rank_one(table["z"], b), expected)
    out = np.zeros((6, 2), [("z", "c16"), ("x", "f8")])
    _ufuncs.rank_one(table["z"], b, out=out["z"])
    assert same_bits(out["z"].copy(), expected) and (out["x"] == 0).all()
