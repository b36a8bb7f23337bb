#!/usr/bin/env bash
# The error of every maths function, measured against MPFR, as a table in Markdown.
#   accuracy.sh [--quick] [--only NAME,…] [--types f64,f32] [--all-singles] [--write] [--cases] [--processes COUNT]
# Needs python3 with venv, and for its first run a package index: it makes an environment in target/oracle. About ten
# minutes of one core; with --all-singles (all arguments of f32 functions of one) twenty more.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=${CARGO_TARGET_DIR:-$here/../target}
oracle=$here/../target/oracle

if [ ! -e "$oracle/made" ]; then
    python3 -m venv --clear "$oracle"
    "$oracle/bin/pip" install --quiet -r "$here/oracle/requirements.txt"
    touch "$oracle/made"
fi
export PYTHONPYCACHEPREFIX=$oracle/cache
cargo build --quiet --release --manifest-path "$here/Cargo.toml" --bin accuracy
exec "$oracle/bin/python" "$here/oracle/accuracy.py" --program "$target/release/accuracy" --results "$oracle/results" "$@"
