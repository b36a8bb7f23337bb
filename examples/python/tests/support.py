"""Arrays that lie in memory in every way that NumPy knows, and comparisons to the bit."""

import numpy as np


def numpy_version():
    major, minor = np.__version__.split(".")[:2]
    return int(major), int(minor)


def same_bits(a, b):
    """Whether two arrays have equal types, shapes and bits."""
    a, b = np.asarray(a), np.asarray(b)
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def ulps(a, b):
    """The largest distance of two arrays, in units in the last place of the second."""
    return float(np.max(np.abs(a.astype("f8") - b) / np.spacing(np.abs(b).astype(a.dtype)).astype("f8")))


def unaligned(a):
    """A copy of an array, one byte off."""
    raw = np.empty(a.nbytes + 1, "u1")[1:]
    copy = raw.view(a.dtype).reshape(a.shape)
    copy[...] = a
    assert not copy.flags.aligned or a.itemsize == 1
    return copy


def layouts(a):
    """Copies of an array of two dimensions in all kinds of memory."""
    m, n = a.shape
    yield "C", np.ascontiguousarray(a)
    yield "F", np.asfortranarray(a)
    wide = np.zeros((2 * m, 3 * n), a.dtype)
    for name, part in {
        "gaps": (slice(None, None, 2), slice(None, None, 3)),
        "rows backwards": (slice(None, None, -2), slice(0, n)),
        "columns backwards": (slice(0, m), slice(n - 1, None, -1)),
    }.items():
        view = wide[part]
        view = view[:m, :n]
        view[...] = a
        yield name, view.copy(order="K") if view.shape != a.shape else view
        wide = np.zeros_like(wide)
    record = np.zeros((m, n), [("tag", "i1"), ("value", a.dtype), ("rest", "i2")])
    record["value"] = a
    yield "packed record", record["value"]
    record = np.zeros((m, n), np.dtype([("tag", "i8"), ("value", a.dtype)], align=True))
    record["value"] = a
    yield "aligned record", record["value"]
    yield "unaligned", unaligned(a)
    yield "byte order", a.astype(a.dtype.newbyteorder())


def traps(f, *args, **kwargs):
    """The call with every floating-point warning an error."""
    with np.errstate(all="raise"):
        return f(*args, **kwargs)
