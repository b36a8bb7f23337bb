"""Times the Python peers: one JSON line for each case and peer.

Run it with the Python of one of the two environments (see `compare.sh`): the one with SVML times Numba, the other
Numba without SVML and everything else. For one thread pin it to a core, or some libraries start more threads than they are told.
"""

import argparse
import importlib.util
import os


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="cases whose names begin so")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1.0, help="for each contender of a case")
    options = parser.parse_args()

    # All of this has to be said before the libraries are loaded.
    for variable in ("OMP", "NUMBA", "NUMEXPR", "OPENBLAS"):
        os.environ[f"{variable}_NUM_THREADS"] = str(options.threads)
    os.environ["NUMEXPR_MAX_THREADS"] = str(options.threads)
    os.environ["JAX_ENABLE_X64"] = "1"

    # They register their cases.
    import numba_arrays, numba_maths, numba_models, numba_reductions  # noqa: F401
    if importlib.util.find_spec("jax"):
        import stock_arrays, stock_maths, stock_models, stock_reductions  # noqa: F401
    import numpy
    import measure

    numpy.seterr(all="ignore")  # lnexp takes the logarithm of negative numbers
    measure.run_all(options.threads, options.only, options.seconds)


if __name__ == "__main__":
    main()
