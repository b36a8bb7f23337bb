#!/usr/bin/env bash
# Builds the Python package, installs it in fresh environments and runs its tests there: with the oldest NumPy that it
# supports, and with the newest, where Dask is installed too. Needs Python 3.11 or newer with pip, and the Rust toolchain.
#
#     bash examples/python/test.sh           all of it
#     bash examples/python/test.sh --core    the newest NumPy, without Dask: what CI runs
#
# PYTHON names another interpreter than `python3`. The environments are in target/python.
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"
python="${PYTHON:-python3}"
core="${1:-}"
work="$root/target/python"
rm -rf "$work"
mkdir -p "$work"
export PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# One build folder for all, whatever the caller's.
export CARGO_TARGET_DIR="$root/target/python-build"

step() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

step "wheel"
"$python" -m pip wheel --quiet --no-deps --wheel-dir "$work" "$root/examples/python"

run() { # name, packages…: a fresh environment, the wheel, the tests
    local name="$1" marks=()
    shift
    step "tests with $*"
    "$python" -m venv "$work/$name"
    "$work/$name/bin/python" -m pip install --quiet "$@" pytest "$work"/*.whl
    [[ " $* " == *" dask"* ]] || marks=(-m "not cluster")
    (cd examples/python/tests && "$work/$name/bin/python" -m pytest -q -p no:cacheprovider "${marks[@]}")
}

if [[ "$core" == --core ]]; then
    run newest numpy
else
    run oldest numpy==1.26.4
    run newest numpy "dask[array,distributed]"
fi
step "done"
