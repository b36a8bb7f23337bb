"""Mean shift in the Poincaré disc on Dask: the example of the Rust crate, in chunks, on processes.

    target/python/newest/bin/python examples/python/mean_shift_dask.py
    … mean_shift_dask.py --points 20000 --iterations 5 --workers 4
    … mean_shift_dask.py --scheduler tcp://host:8786      on a cluster that is there already

In an iteration each point moves to the weighted mean of all given points; the weights, an (N, N) array that no process
ever holds whole, fall off as a Gaussian of the hyperbolic distance. The result is compared with that of the same
iterations in Rust, in one process.
"""

import argparse
import time

import dask
import dask.array as da
import numpy as np
from distributed import Client, LocalCluster, progress
from ufunc_examples import _ufuncs, gaussian, poincare_distance


def shift(at_x, at_y, x, y, bandwidth):
    """One iteration: where the points move to from where they are. All are Dask arrays of one dimension."""
    distances = poincare_distance(at_x[:, None], at_y[:, None], x, y)
    weights = gaussian(distances, bandwidth)
    total = weights.sum(axis=1)
    return weights @ x / total, weights @ y / total


def mean_shift(x, y, bandwidth, iterations, chunk):
    """The points after some iterations, as two Dask arrays; nothing is computed yet."""
    x, y = da.from_array(x, chunks=chunk), da.from_array(y, chunks=chunk)
    at_x, at_y = x, y
    for _ in range(iterations):
        at_x, at_y = shift(at_x, at_y, x, y, bandwidth)
    return at_x, at_y


def random_points(n, seed):
    rng = np.random.default_rng(seed)
    r, angle = rng.uniform(0, 0.95, n), rng.uniform(0, 2 * np.pi, n)
    return r * np.cos(angle), r * np.sin(angle)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=4000)
    parser.add_argument("--bandwidth", type=float, default=0.2)
    parser.add_argument("--iterations", type=int, default=10)
    parser.add_argument("--chunk", type=int, default=1000, help="points in a chunk; of weights, its square")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--scheduler", help="the address of a running cluster, instead of processes of our own")
    options = parser.parse_args()
    x, y = random_points(options.points, seed=1)

    cluster = options.scheduler or LocalCluster(
        n_workers=options.workers, threads_per_worker=1, memory_limit="1GB", dashboard_address=None
    )
    with Client(cluster) as client:
        start = time.perf_counter()
        points = mean_shift(x, y, options.bandwidth, options.iterations, options.chunk)
        points = client.persist(points)
        progress(points, notebook=False)
        at_x, at_y = dask.compute(*points)
        print(f"\n{options.iterations} iterations of {options.points} points: {time.perf_counter() - start:.2f} s")
    if not options.scheduler:
        cluster.close()

    start = time.perf_counter()
    rust_x, rust_y = _ufuncs.rust_mean_shift(x, y, options.bandwidth, options.iterations)
    print(f"in Rust, in this process: {time.perf_counter() - start:.2f} s")
    apart = max(abs(at_x - rust_x).max(), abs(at_y - rust_y).max())
    print(f"largest difference: {apart:.1e}")
    if not apart < 1e-11:
        raise SystemExit("Dask and Rust disagree")


if __name__ == "__main__":
    main()
