"""How a case is timed, and the numbers it runs on: the same ones as in `src/data.rs`, bit for bit."""

import json
import time

import numpy as np

#: Cases by their names: threads, and functions that return contenders by their names.
CASES = {}


def case(name, *args, threads=(1,)):
    """Registers a function as a case; each of its contenders returns its result."""

    def register(function):
        for count in threads:
            full = name if count == 1 else f"{name}/{count}t"
            CASES.setdefault(full, (count, []))[1].append(lambda: function(*args))
        return function

    return register


def uniform(seed, n, low=0.0, high=1.0, dtype=np.float64):
    """`n` numbers of [low, high): SplitMix64 of a counter."""
    out = np.empty(n, dtype)
    for start in range(0, n, 1 << 20):
        part = np.arange(start, min(start + (1 << 20), n), dtype=np.uint64)
        z = (part + np.uint64(1) + np.uint64(seed << 40)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        u = ((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53
        out[start : start + len(part)] = low + (high - low) * u
    return out


def check(result):
    """A number that all contenders of a case have in common: the mean size of what is finite."""
    total, count = 0.0, 0
    for part in result if isinstance(result, tuple) else (result,):
        for block in np.array_split(np.asarray(part).reshape(-1), max(1, part.size >> 20)):
            sizes = np.abs(block[np.isfinite(block)].astype(np.float64))
            total, count = total + sizes.sum(), count + sizes.size
    return total / max(count, 1)


def time_of(function, repeats):
    start = time.perf_counter_ns()
    for _ in range(repeats):
        function()
    return (time.perf_counter_ns() - start) / repeats


def run(name, contenders, seconds):
    """Times the contenders in turn and prints a line for each; the hopeless ones get three turns."""
    checks, repeats, times = {}, {}, {}
    for peer, function in contenders.items():
        function()  # compiles, and lets SVML look at the processor: that call's first results are garbage
        checks[peer] = check(function())
        once = min(time_of(function, 1) for _ in range(3))
        repeats[peer] = max(1, int(50_000 / once))
        times[peer] = [time_of(function, repeats[peer])]
    best = min(times.values())[0]
    for peer, function in contenders.items():
        if times[peer][0] > 3 * best:
            times[peer] += [time_of(function, repeats[peer]) for _ in range(2)]
    spent, turns = 0.0, 0
    running = {peer: f for peer, f in contenders.items() if len(times[peer]) == 1}
    while turns < 5 or (spent < seconds * len(running) and turns < 300):
        started = time.perf_counter()
        for peer, function in running.items():
            if times[peer][0] < 2e7:
                function()  # warm: the others have used the cache
            times[peer].append(time_of(function, repeats[peer]))
        spent, turns = spent + time.perf_counter() - started, turns + 1
    for peer in contenders:
        line = dict(case=name, peer=peer, ns=float(np.median(times[peer])), min=min(times[peer]), check=checks[peer])
        print(json.dumps(line), flush=True)


def run_all(threads, only, seconds):
    """Runs the cases of this number of threads whose names begin with `only`."""
    for name, (count, makes) in CASES.items():
        if count == threads and name.startswith(only):
            contenders = {peer: f for make in makes for peer, f in make().items()}
            run(name, contenders, seconds)
