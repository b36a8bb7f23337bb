"""Dask: arrays in chunks, processes with little memory, workers that die."""

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import ufunc_examples as u
from ufunc_examples import _ufuncs

dask = pytest.importorskip("dask")
da = pytest.importorskip("dask.array")
distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.cluster

WORKER_BYTES = 600_000_000


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        memory_limit=WORKER_BYTES,
        dashboard_address=None,
        local_directory=str(tmp_path_factory.mktemp("dask")),
    ) as cluster, distributed.Client(cluster) as client:
        yield client


def chunked(shape=(2000, 300), chunks=(300, 300), seed=6):
    x = np.random.default_rng(seed).uniform(0.1, 1, shape)
    return x, da.from_array(x, chunks=chunks)


def test_a_ufunc_takes_dask_arrays(client):
    x, d = chunked()
    result = u.gaussian(d, 0.5)
    assert isinstance(result, da.Array) and result.chunks == d.chunks
    assert (result.compute() == u.gaussian(x, 0.5)).all()
    assert (u.gaussian(d, d[0]).compute() == u.gaussian(x, x[0])).all()
    # Dask takes ufuncs of one output only; of others it makes no array by itself.
    with pytest.raises(TypeError):
        u.polar(d, d)
    r, _ = da.apply_gufunc(u.polar, "(),()->(),()", d, d, output_dtypes=(float, float))
    assert (r.compute() == u.polar(x, x)[0]).all()


def test_a_gufunc_takes_dask_arrays(client):
    x, d = chunked()
    assert (u.moving_average(d, 5).compute() == u.moving_average(x, 5)).all()
    assert (u.cosine(d, d[0]).compute() == u.cosine(x, x[0])).all()


def test_apply_gufunc(client):
    # The core dimension is in several chunks here.
    x, d = chunked(chunks=(500, 100))
    with pytest.raises(ValueError, match="allow_rechunk"):
        u.moving_average(d, 5).compute()
    result = da.apply_gufunc(
        u.moving_average, u.moving_average.signature, d, 5, output_dtypes=float, allow_rechunk=True
    )
    assert (result.compute() == u.moving_average(x, 5)).all()
    result = da.apply_gufunc(u.dot, u.dot.signature, d, d, axis=0, output_dtypes=float, allow_rechunk=True)
    assert np.allclose(result.compute(), u.dot(x, x, axis=0))


def test_map_overlap(client):
    """A window that reaches into the chunk before: only so much is sent."""
    x = np.random.default_rng(7).uniform(0, 1, 100_000)
    d = da.from_array(x, chunks=9_000)
    result = da.map_overlap(lambda part: u.moving_average(part, 5), d, depth={0: (4, 0)}, boundary="none", dtype=float)
    assert np.allclose(result.compute(), u.moving_average(x, 5), rtol=1e-12)


def reduction(f, d, axis=None):
    """A reduction with `f.reduce`, chunk by chunk."""

    def part(x, axis, keepdims):
        return f.reduce(x, axis=axis, keepdims=keepdims)

    return da.reduction(d, chunk=part, aggregate=part, axis=axis, dtype=d.dtype)


def test_reductions(client):
    x, d = chunked()
    assert np.allclose(reduction(u.add, d).compute(), x.sum(), rtol=1e-14)
    assert np.allclose(reduction(u.add, d, axis=0).compute(), x.sum(0), rtol=1e-13)
    assert reduction(u.maximum, d).compute() == x.max()
    assert np.allclose(reduction(u.logaddexp, d, axis=1).compute(), np.logaddexp.reduce(x, axis=1))


def test_a_panic_is_an_error_and_the_workers_live(client):
    pids = set(client.run(os.getpid).values())
    with pytest.raises(RuntimeError, match="13 brings bad luck"):
        _ufuncs.panics_at_13(da.arange(10_000.0, chunks=1000)).compute()
    assert set(client.run(os.getpid).values()) == pids


def test_more_than_a_worker_holds(client):
    """1.6 GB through workers of 0.6 GB."""
    n, chunk = 200_000_000, 4_000_000
    assert n * 8 > 2 * WORKER_BYTES
    d = da.arange(n, chunks=chunk, dtype=float) * (1.0 / n)
    mean = u.gaussian(d, 1.0).mean().compute()
    # The integral of the density from 0 to 1.
    assert abs(mean - 0.3413447460685429) < 1e-8


def slowly(x):
    time.sleep(0.2)
    return u.gaussian(x, 1.0)


def test_a_worker_that_dies_loses_nothing(client):
    x, d = chunked(shape=(40_000,), chunks=(1000,))
    result = client.compute(d.map_blocks(slowly, dtype=float))
    deadline = time.monotonic() + 30
    # One that has done some of the work, and holds it.
    while not any(client.has_what().values()) and time.monotonic() < deadline:
        time.sleep(0.05)
    before = client.run(os.getpid)
    victim = next(iter(before.values()))
    os.kill(victim, signal.SIGKILL)
    assert (result.result(timeout=120) == u.gaussian(x, 1.0)).all()
    assert victim not in client.run(os.getpid).values()


def test_mean_shift(client):
    """The example of the Rust crate, on Dask."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import mean_shift_dask

    x, y = mean_shift_dask.random_points(1500, seed=8)
    ours = dask.compute(*mean_shift_dask.mean_shift(x, y, 0.2, 4, chunk=400))
    rust = _ufuncs.rust_mean_shift(x, y, 0.2, 4)
    assert np.allclose(ours, rust, rtol=0, atol=1e-12)
