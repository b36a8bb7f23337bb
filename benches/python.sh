#!/usr/bin/env bash
# Speed of the functions exported to Python, beside Rust, NumPy and Numba: prints a table. Needs Python with pip.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
work="$root/target/python-bench"
export CARGO_TARGET_DIR="$root/target/python-build" PIP_DISABLE_PIP_VERSION_CHECK=1
rm -rf "$work"
"${PYTHON:-python3}" -m venv "$work"
"$work/bin/python" -m pip install --quiet numpy numba "$root/examples/python"
OPENBLAS_NUM_THREADS=1 "$work/bin/python" benches/python.py
