"""What all tests have in common."""

import os

# Panics print nothing, as for most users.
os.environ["RUST_BACKTRACE"] = "0"


def pytest_configure(config):
    config.addinivalue_line("markers", "cluster: needs Dask's scheduler and workers, and a minute")
