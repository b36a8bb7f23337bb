"""What goes wrong between NumPy and Rust, by itself; what is not here has its test with the functions that it is about."""

import multiprocessing
import subprocess
import sys
import threading
import warnings

import numpy as np
import pytest
import ufunc_examples as u
from support import numpy_version, same_bits, traps
from ufunc_examples import _ufuncs

rng = np.random.default_rng(5)


def test_a_panic_is_a_runtime_error():
    x = np.arange(20_000.0)
    with pytest.raises(RuntimeError, match=r"^panics_at_13 panicked at .*odd\.rs:\d+:\d+: 13 brings bad luck$"):
        _ufuncs.panics_at_13(x)
    # NumPy may call a loop several times here.
    with pytest.raises(RuntimeError):
        _ufuncs.panics_at_13(np.full(20_000, 13))
    with pytest.raises(RuntimeError):
        _ufuncs.panics_at_13.at(np.array([13.0, 1, 13]), [0, 1, 2])
    with pytest.raises(RuntimeError):
        _ufuncs.row_panics(np.array([[1.0, 2], [13, 1]]))
    with pytest.raises(RuntimeError):
        _ufuncs.panics_at_13(13.0)
    # Nothing is left of it.
    assert _ufuncs.panics_at_13(x[:10]).tolist() == (2 * x[:10]).tolist()


def test_panics_are_not_printed():
    code = (
        "import numpy as np\n"
        "from ufunc_examples import _ufuncs\n"
        "for x in [np.arange(20_000), 13.0]:\n"
        "    try:\n"
        "        _ufuncs.panics_at_13(x)\n"
        "    except RuntimeError:\n"
        "        print('raised')\n"
    )
    env = {"RUST_BACKTRACE": "0", "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert (done.returncode, done.stdout, done.stderr) == (0, "raised\nraised\n", "")


def test_panics_in_threads():
    failed = []

    def work():
        for _ in range(50):
            try:
                _ufuncs.panics_at_13(np.arange(2000.0))
            except RuntimeError as error:
                failed.append(str(error))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failed) == 200 and all("13 brings bad luck" in text for text in failed)


def test_an_error_ends_a_call():
    """NumPy before version 2 goes on with other parts of the arrays."""
    x, out = np.arange(50_000), np.zeros(50_000)
    with pytest.raises(RuntimeError, match="13 brings bad luck"):
        _ufuncs.panics_at_13(x, out=out)
    assert out[:13].tolist() == [2.0 * i for i in range(13)]
    # It casts, and so calls for some thousand elements at a time.
    assert out[13:].any() == (numpy_version() < (2, 0))


def test_an_error_is_a_value_error():
    with pytest.raises(ValueError, match="^checked_sqrt: -4 has no root$"):
        _ufuncs.checked_sqrt([1.0, -4.0, -9.0])
    assert _ufuncs.checked_sqrt([1.0, 4.0]).tolist() == [1, 2]
    # The first one in memory, where there is one array.
    x = 2500 - np.arange(5000.0)
    for view in [x, np.repeat(x, 2)[::2], x[::-1]]:
        with pytest.raises(ValueError, match="has no root") as raised:
            _ufuncs.checked_sqrt(view)
        assert view is not x or "-1 has" in str(raised.value)
    with pytest.raises(ValueError, match="105 is more than 100"):
        _ufuncs.fold_or_fail.reduce(np.arange(20.0))
    assert _ufuncs.fold_or_fail.reduce(np.arange(10.0)) == 45


def test_no_false_warnings():
    """Both arms of a conditional are computed: that raises the processor's flags."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for n in [1, 3, 4, 100, 10_000]:
            x = np.zeros(n)
            for view in [x, x[::2]]:
                assert traps(_ufuncs.careful_reciprocal, view).tolist() == view.tolist()
            x = np.linspace(-800, 800, n)
            traps(u.softplus, x)
            traps(u.logistic, x)
            traps(u.logistic, x.astype("f4"))
            traps(u.gaussian, x, 1.0)
            # With casts NumPy looks at the flags after the loop, whatever it was told of the loop.
            for dtype in ["i8", "f4"]:
                assert traps(_ufuncs.careful_reciprocal, np.zeros(n, dtype), out=np.ones(n)).sum() == 0
            assert traps(_ufuncs.careful_reciprocal, x, out=np.ones(n, "f4"), dtype="f8").size == n


def test_calls_of_others_warn_as_before():
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        np.divide(np.ones(5), np.zeros(5))
    traps(_ufuncs.careful_reciprocal, np.zeros(5))
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        np.divide(np.ones(5), np.zeros(5))
    # No warning is made of overflow either.
    assert traps(u.gaussian, np.array([1e300]), 1.0) == 0


def test_in_place_and_entangled():
    """Elementwise, an output may be an input, or lie across it."""
    x = rng.uniform(0, 9, 10_000)
    y = x.copy()
    _ufuncs.subtract(y, 1.0, out=y)
    assert same_bits(y, x - 1.0)
    for ours, theirs in [(slice(1, None), slice(None, -1)), (slice(None, -1), slice(1, None))]:
        y, z = x.copy(), x.copy()
        _ufuncs.subtract(y[ours], 1.0, out=y[theirs])
        np.subtract(z[ours], 1.0, out=z[theirs])
        assert same_bits(y, z)
    y = x.copy()
    _ufuncs.subtract(y[::-1], y, out=y)
    assert same_bits(y, x[::-1] - x)
    # Columns of one table: apart, though their ranges overlap.
    table = rng.uniform(0, 9, (1000, 2))
    expected = table[:, 0] - 1.0
    _ufuncs.subtract(table[:, 0], 1.0, out=table[:, 1])
    assert same_bits(table[:, 1].copy(), expected)


def test_a_scalar_that_is_part_of_the_output():
    for n in [3, 100, 5000]:
        x = rng.uniform(1, 9, n)
        for i in [0, n // 2, n - 1]:
            y = x.copy()
            _ufuncs.subtract(y, y[i : i + 1], out=y)
            assert same_bits(y, x - x[i])
            y = x.copy()
            _ufuncs.subtract(y[i : i + 1], y, out=y)
            assert same_bits(y, x[i] - x)


def test_two_outputs_in_one_array():
    x = rng.uniform(1, 9, 100)
    both = np.zeros((100, 2))
    u.polar(x, 1.0, out=(both[:, 0], both[:, 1]))
    assert same_bits(both[:, 0].copy(), u.polar(x, 1.0)[0])
    assert same_bits(both[:, 1].copy(), u.polar(x, 1.0)[1])
    one = np.zeros(100)
    u.polar(x, 1.0, out=(one, one))
    assert all(value in pair for value, *pair in zip(one, *u.polar(x, 1.0)))


def _sum_in_child(queue):
    x = np.full(2_000_000, 0.5)
    queue.put((float(u.add.reduce(u.gaussian(x, 1.0))), float(u.moving_average(x, 3).sum())))


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_fork():
    """A child of a process that has used the functions uses them too: no pool of threads is lost in it."""
    context = multiprocessing.get_context("fork")
    here = context.Queue()
    _sum_in_child(here)
    expected = here.get(timeout=60)
    queue = context.Queue()
    child = context.Process(target=_sum_in_child, args=(queue,))
    child.start()
    assert queue.get(timeout=60) == expected
    child.join(60)
    assert child.exitcode == 0


def test_other_threads_run_meanwhile():
    """NumPy releases the GIL for more than 500 elements."""
    x = np.full(20_000_000, 0.5)
    ticks, done = [], threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(None)
            done.wait(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    before = len(ticks)
    for _ in range(3):
        u.logaddexp(x, 1.0, out=x)
    during = len(ticks) - before
    done.set()
    thread.join()
    assert during > 10, during


def test_the_same_in_all_threads():
    x = rng.uniform(-3, 3, 100_000)
    expected, found = u.gaussian(x, 0.5), []
    threads = [threading.Thread(target=lambda: found.append(u.gaussian(x, 0.5))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(same_bits(result, expected) for result in found) and len(found) == 4


def test_nothing_leaks():
    import resource

    x = np.arange(1000.0)

    def work():
        for _ in range(2000):
            u.gaussian(x, 1.0)
            u.moving_average(x[::2], 3)
            try:
                _ufuncs.panics_at_13(x)
            except RuntimeError:
                pass

    work()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(5):
        work()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4096
