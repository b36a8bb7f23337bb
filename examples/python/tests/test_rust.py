"""The bits are those of the same calls made in Rust."""

import itertools

import numpy as np
import pytest
import ufunc_examples as u
from support import layouts, same_bits
from ufunc_examples import _ufuncs as rust

rng = np.random.default_rng(4)


def arrays(n, low, high, dtype):
    """As many arrays, some of them broadcast, and their layouts."""
    a = [rng.uniform(low, high, (33, 65)).astype(dtype) for _ in range(n)]
    yield a
    yield [x.copy(order="F") for x in a]
    yield [x[:, :1] if i % 2 else x for i, x in enumerate(a)]
    yield [x[::-1, ::2] for x in a]
    yield [x.T if i % 2 else x.T.copy() for i, x in enumerate(a)]
    yield [x[:0] for x in a]
    yield [x[0, 0].reshape(()) for x in a]
    for n in [1, 4, 5, 100, 513]:
        yield [rng.uniform(low, high, n).astype(dtype) for _ in a]


CASES = [
    (u.poincare_distance, rust.rust_poincare_distance, 4, -0.6, 0.6, "f8"),
    (u.gaussian, rust.rust_gaussian_f4, 2, 0.1, 5, "f4"),
    (u.gaussian, rust.rust_gaussian_f8, 2, 0.1, 5, "f8"),
    (u.logistic, rust.rust_logistic_f8, 1, -900, 900, "f8"),
    (u.softplus, rust.rust_softplus_f4, 1, -90, 90, "f4"),
    (u.haversine, rust.rust_haversine_f8, 4, -3, 3, "f8"),
    # Angles that a quick formula does not reach, some of them.
    (u.haversine, rust.rust_haversine_f8, 4, -1e18, 1e18, "f8"),
    (u.logaddexp, rust.rust_logaddexp_f8, 2, -9, 9, "f8"),
]


@pytest.mark.parametrize("ours, plain, n, low, high, dtype", CASES)
def test_elementwise(ours, plain, n, low, high, dtype):
    for operands in arrays(n, low, high, dtype):
        expected = plain(*map(np.asarray, operands))
        # NumPy makes a scalar of a result without dimensions.
        assert same_bits(np.asarray(ours(*operands)), expected)
        out = np.empty(expected.shape + (2,), dtype)[..., 0]
        ours(*operands, out=out)
        assert same_bits(out, expected)


def test_in_place():
    x = rng.uniform(0.1, 5, (33, 65))
    for name, y in layouts(x):
        expected = rust.rust_gaussian_f8(x, np.asarray(0.5))
        u.gaussian(y, 0.5, out=y)
        assert (y == expected).all(), name


def test_gufuncs():
    a, b = rng.uniform(-1, 1, (2, 13, 129))
    for (_, x), (_, y) in itertools.product(layouts(a), layouts(b)):
        x, y = x.astype("f8", copy=False), y.astype("f8", copy=False)
        if x.flags.aligned and y.flags.aligned:
            assert same_bits(u.dot(x, y), rust.rust_dot_f8(x, y))
    singles = a.astype("f4"), b.astype("f4")
    assert same_bits(u.cosine(*singles), rust.rust_cosine_f4(*singles))
    for window in [1, 2, 50, 1000]:
        assert same_bits(u.moving_average(a, window), rust.rust_moving_average(a, window))
        assert same_bits(u.moving_average(a.T, window), np.ascontiguousarray(rust.rust_moving_average(a.T, window)))
    vectors = rng.uniform(-1, 1, (2, 50, 3))
    assert same_bits(u.cross(*vectors), rust.rust_cross_f8(*vectors))
    out = np.empty((13, 131))
    assert same_bits(u.convolve(a, b[0, :3], out=out), rust.rust_convolve(a, b[0, :3]))
    out = np.empty(13 * 6)
    assert same_bits(u.distances(a, out=out), rust.rust_distances(a))
