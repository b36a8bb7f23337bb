"""The cases of the table, in its order, and what is to be reached in each."""

from typing import Callable, NamedTuple

#: Measured one after the other: the contenders of a group run side by side.
GROUPS = [
    *("call", "add", "muladd", "layout", "mask", "core", "reduce"),
    *("moving", "gaussians", "poincare", "meanshift", "lnexp", "math"),
]


class Case(NamedTuple):
    title: str
    text: str  # the reach in words
    #: Whether it is met: the best times of `ours`, `hand`, `ndarray`, `peer` and our other calls, those of all peers by
    #: their names, and the times of the cases before.
    met: Callable[[dict, dict, dict], bool]


CASES = {}


def add(name, title, text, met):
    CASES[name] = Case(title, text, met)


def no_more(factor, kind):
    """No more than this many times another kind of contender."""
    return lambda time, named, times: time["ours"] <= factor * time[kind]


def hand(factor):
    """No more than this many times the hand loop."""
    return no_more(factor, "hand")


def peers(*names, factor=1.0):
    """No slower, by a factor, than every peer whose name begins so."""

    def met(time, named, times):
        rivals = [ns for peer, ns in named.items() if peer.startswith(names or "")]
        return bool(rivals) and time["ours"] * factor <= min(rivals)

    return met


def both(*conditions):
    return lambda *given: all(condition(*given) for condition in conditions)


for n in (1, 10, 100):
    plural = "element" if n == 1 else "elements"
    add(
        f"call/{n}",
        f"call on {n} {plural}, given output",
        "≤ 30 ns over hand",
        lambda time, named, times: time["ours"] <= time["hand"] + 30,
    )
for case, formula in (("add", "a+b"), ("muladd", "a*b+c")):
    for size, n in (("1e3", "1,000"), ("1e5", "100,000"), ("1e7", "10,000,000")):
        add(f"{case}/{size}/given", f"`{formula}`, {n}, given output", "≤ 1.05 hand", hand(1.05))
        add(
            f"{case}/{size}/fresh",
            f"`{formula}`, {n}, fresh output",
            "≤ 1.05 hand, ≤ NumPy",
            both(hand(1.05), peers("numpy")),
        )
for name, title in (
    ("transpose", "`a.t() + &b`, 4000 × 4000"),
    ("outer", "(4000,1) + (1,4000)"),
    ("rows3", "(1,000,000,3) + (3)"),
    ("strided", "`a[::2] + b[::2]` of 10,000,000"),
    ("mixed", "`a * b.t() + c.t()`, 2000 × 2000"),
):
    add(f"layout/{name}", title, "≤ 1.3 hand, < peers", both(hand(1.3), peers()))
for name, title in (("random", "a random half"), ("runs", "every other thousand")):
    add(f"mask/{name}", f"`a+b` where masked, {title} of 10,000,000", "< NumPy, numexpr", peers("numpy", "numexpr"))
add("core/matmul3", "3 × 3 products of 1,000,000 pairs", "< Numba guvectorize", peers("numba guvec", "numba+svml guvec"))
add("core/inner3", "`(n),(n)->()` on (1,000,000,3)", "< Numba guvectorize", peers("numba guvec", "numba+svml guvec"))
add("core/inner1000", "`(n),(n)->()` on (1000,1000)", "< np.vecdot", peers("numpy vecdot"))
for name, title in (("sum", "sum"), ("max", "maximum")):
    for over, what in (("all", "all of"), ("rows", "rows of"), ("columns", "columns of")):
        text = "≤ 1.1 hand, ≤ peers"
        add(f"reduce/{name}/{over}", f"{title}, {what} 4000 × 4000", text, both(hand(1.1), peers()))
for over, what in (("all", "all of"), ("rows", "rows of"), ("columns", "columns of")):
    title = f"`if a > b \\|\\| a.is_nan() {{ a }} else {{ b }}`, {what} 4000 × 4000"
    add(f"reduce/own/{over}", title, "≤ 1.1 hand", hand(1.1))
add("reduce/integers", "sum, all of 4000 × 4000 `i64`", "≤ 1.1 hand, ≤ peers", both(hand(1.1), peers()))
add("reduce/segments", "sums of 1,000,000 in segments of 10, fresh output", "≤ peers", peers())
add("reduce/small", "sum of 10", "< NumPy", peers("numpy"))
add(
    "reduce/fused",
    "`sum(exp(-½ a²))`, rows of 4000 × 4000, 1 thread",
    "< in two steps",
    no_more(1, "steps"),
)
add(
    "reduce/fused/2t",
    "`sum(exp(-½ a²))`, rows of 4000 × 4000, 2 threads",
    "< in two steps, 1 thread ≥ 1.8",
    both(
        no_more(1, "steps"),
        lambda time, named, times: "reduce/fused" in times and 1.8 * time["ours"] <= times["reduce/fused"]["ours"],
    ),
)
for name, title in (("1e7", "10,000,000"), ("rows", "rows of 4000 × 4000"), ("columns", "columns of 4000 × 4000")):
    add(f"reduce/accumulate/{name}", f"running sum, {title}", "≤ 1.1 hand", hand(1.1))
add("reduce/outer", "outer sum, 4000 × 4000, fresh output", "≤ 1.05 broadcast call", no_more(1.05, "broadcast"))
for name, places in (("1e3", "1,000"), ("1e6", "1,000,000")):
    add(
        f"reduce/at{name}",
        f"1,000,000 numbers added at random, {places} places",
        "< Numba, np.add.at",
        peers("numba", "numpy at"),
    )
add("moving/1e7", "moving average, 10,000,000, window 1000", "≤ 1.05 hand", hand(1.05))
add("moving/rows", "moving average, (1000,10000), window 1000", "≤ 1.05 hand", hand(1.05))
for kind, rival in (("f64", ("numba+svml rows", "numba+svml prange")), ("f32", ("jax donated",))):
    text = "< Numba + SVML" if kind == "f64" else "< JAX donated"
    add(f"gaussians/{kind}/given", f"100 Gaussians × 300,000, {kind}, given output", text, peers(*rival))
    add(
        f"gaussians/{kind}/fresh",
        f"100 Gaussians × 300,000, {kind}, fresh output",
        "≤ 1.3 given",
        lambda time, named, times, given=f"gaussians/{kind}/given": (
            given in times and time["ours"] <= 1.3 * times[given]["ours"]
        ),
    )
for n, suffix, threads in ((1000, "", ""), (4000, "", ""), (4000, "/2t", ", 2 threads")):
    points = f"{n:,} points{threads}"
    rival = "numba+svml prange"
    add(f"poincare/acosh/{n}{suffix}", f"Poincaré distances, {points}", "Numba ≥ 1.3 ours", peers(rival, factor=1.3))
    add(f"poincare/ln/{n}{suffix}", f"Poincaré distances, `ln`, {points}", "< Numba", peers(rival))
for suffix, threads in (("", "1 thread"), ("/2t", "2 threads")):
    add(f"meanshift{suffix}", f"mean-shift iteration, 1,000 points, {threads}", "< Numba", peers("numba"))
for suffix, threads in (("", "1 thread"), ("/2t", "2 threads")):
    add(f"lnexp{suffix}", f"`ln(exp(x) ln(y))`, 80,000,000, {threads}", "< peers", peers())
for name in "exp ln sin cos tanh acosh pow erf hypot sqrt".split():
    for kind in ("f64", "f32"):
        add(f"math/{name}/{kind}", f"{name}, {kind}", "≤ peers, ≤ ⅓ std", both(peers(), hand(1 / 3)))
for name in (
    "exp2 exp10 exp_m1 log2 log10 ln_1p cbrt tan asin acos atan atan2 sinh cosh asinh atanh erfc".split()
):
    for kind in ("f64", "f32"):
        add(f"math/{name}/{kind}", f"{name}, {kind}", "≤ ⅓ std", hand(1 / 3))
