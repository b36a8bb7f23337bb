"""Speed of exported functions: beside the same call in Rust, NumPy expressions and Numba, all in one run.

Times are the quickest of many calls, each into a given array; the tools take turns, so that a slow moment of the machine
hits all of them.
"""

import timeit

import numba
import numpy as np
import ufunc_examples as u
from ufunc_examples import _ufuncs

ROUNDS = 60
WARM = 3


def quickest(functions, calls):
    """Seconds of a call of each, the quickest of `ROUNDS`."""
    best = {name: float("inf") for name in functions}
    for _ in range(ROUNDS):
        for name, function in functions.items():
            # So that it finds its own operands in the cache, not its predecessor's. Once is not enough for big ones: after
            # Rust, which has operands of its own, NumPy's `add` of a million took 1.7 times as long as after itself.
            for _ in range(WARM):
                function()
            best[name] = min(best[name], timeit.timeit(function, number=calls) / calls)
    return best


@numba.vectorize(["f4(f4,f4)", "f8(f8,f8)"])
def numba_gaussian(d, bw):
    z = d / bw
    return np.exp(-0.5 * z * z) / (bw * np.sqrt(2 * np.pi))


@numba.vectorize(["f8(f8,f8)"])
def numba_add(a, b):
    return a + b


@numba.vectorize(["f8(f8,f8,f8,f8)"])
def numba_distance(a1, a2, b1, b2):
    num = (a1 - b1) ** 2 + (a2 - b2) ** 2
    den = (1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2)
    return np.arccosh(1.0 + 2.0 * num / den)


@numba.guvectorize(["(f8[:],i8,f8[:])"], "(n),()->(n)")
def numba_average(x, window, out):
    total = 0.0
    for i in range(x.shape[0]):
        total += x[i]
        if i >= window:
            total -= x[i - window]
        out[i] = total / min(i + 1, window)


def numpy_gaussian(d, bw, out):
    z = d / bw
    np.exp(-0.5 * z * z, out=out)
    return np.divide(out, bw * np.sqrt(2 * np.pi), out=out)


def numpy_distance(a1, a2, b1, b2, out):
    num = (a1 - b1) ** 2 + (a2 - b2) ** 2
    den = (1.0 - a1 * a1 - a2 * a2) * (1.0 - b1 * b1 - b2 * b2)
    return np.arccosh(1.0 + 2.0 * num / den, out=out)


def numpy_average(x, window, out):
    total = np.cumsum(x, out=out)
    total[window:] -= total[:-window].copy()
    return np.divide(total, np.minimum(np.arange(1, x.size + 1), window), out=out)


def per_element(n):
    x = 0.1 + np.arange(n) % 5 / 10
    small, out, small_out = x.astype("f4"), np.empty(n), np.empty(n, "f4")
    bw = np.float32(0.2)
    rows = {
        "add": [lambda f=f: f(x, x, out) for f in (u.add, np.add, numba_add)],
        "gaussian": [lambda f=f: f(x, 0.2, out) for f in (u.gaussian, numpy_gaussian, numba_gaussian)],
        "gaussian f4": [lambda f=f: f(small, bw, small_out) for f in (u.gaussian, numpy_gaussian, numba_gaussian)],
        "poincare_distance": [
            lambda f=f: f(x, 0.1, 0.2, x, out) for f in (u.poincare_distance, numpy_distance, numba_distance)
        ],
        "moving_average": [lambda f=f: f(x, 12, out) for f in (u.moving_average, numpy_average, numba_average)],
    }
    for name, functions in rows.items():
        rust = {}

        def in_rust():
            rust["s"] = min(rust.get("s", 1.0), _ufuncs.rust_seconds(name, n, 3))

        tools = dict(zip(["ours", "numpy", "numba"], functions)) | {"rust": in_rust}
        best = quickest(tools, 1) | {"rust": rust["s"]}
        ns = {tool: seconds / n * 1e9 for tool, seconds in best.items()}
        print(f"| {name}, {n:,} | {ns['ours']:.3f} | {ns['rust']:.3f} | {ns['numpy']:.3f} | {ns['numba']:.3f} |")


def reductions(n):
    x = np.arange(n) % 7 / 10
    best = quickest({"ours": lambda: u.add.reduce(x), "numpy": lambda: np.add.reduce(x), "numba": lambda: numba_add.reduce(x)}, 1)
    ns = {tool: seconds / n * 1e9 for tool, seconds in best.items()}
    print(f"| add.reduce, {n:,} | {ns['ours']:.3f} | | {ns['numpy']:.3f} | {ns['numba']:.3f} |")


def per_call():
    x, out = np.ones(1), np.empty(1)
    some, some_out = np.ones(8), np.empty(8)
    v, one = np.ones(4), np.empty(())
    rows = {
        "add, one element, `out`": (lambda f: f(x, x, out), u.add, np.add, numba_add),
        "add, eight elements, `out`": (lambda f: f(some, some, some_out), u.add, np.add, numba_add),
        "add, one element": (lambda f: f(x, x), u.add, np.add, numba_add),
        "add, Python numbers": (lambda f: f(1.0, 2.0), u.add, np.add, numba_add),
    }
    if hasattr(np, "vecdot"):
        rows["dot (NumPy: vecdot), four elements, `out`"] = (lambda f: f(v, v, out=one), u.dot, np.vecdot, None)
    for name, (call, ours, numpy, numbas) in rows.items():
        tools = {"ours": lambda: call(ours), "numpy": lambda: call(numpy)}
        if numbas is not None:
            tools["numba"] = lambda: call(numbas)
        ns = {tool: seconds * 1e9 for tool, seconds in quickest(tools, 2000).items()}
        theirs = f"{ns['numba']:.0f}" if "numba" in ns else ""
        print(f"| {name} | {ns['ours']:.0f} | {ns['numpy']:.0f} | {theirs} |")


if __name__ == "__main__":
    print(f"NumPy {np.__version__}, Numba {numba.__version__}, ours: {_ufuncs.rust_level()}\n")
    print("| ns an element | exported | in Rust | NumPy | Numba |\n|---|---|---|---|---|")
    for size in [1_000, 100_000, 1_000_000]:
        per_element(size)
    reductions(100_000)
    print("\n| ns a call | exported | NumPy | Numba |\n|---|---|---|---|")
    per_call()
