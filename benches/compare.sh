#!/usr/bin/env bash
# Our calls, loops by hand, ndarray and the Python peers side by side, as one table in Markdown.
#   compare.sh [--quick] [--only CASE] [--rounds COUNT] [--seconds SECONDS] [--median] [--write] [--lines FILE]
# Needs python3 with venv, and for its first run a package index: it makes two environments in target/peers.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=${CARGO_TARGET_DIR:-$here/../target}
peers=$here/../target/peers

for name in svml stock; do
    if [ ! -e "$peers/$name/made" ]; then
        python3 -m venv --clear "$peers/$name"
        "$peers/$name/bin/pip" install --quiet -r "$here/peers/requirements-$name.txt"
        touch "$peers/$name/made"
    fi
done
export PYTHONPYCACHEPREFIX=$peers/cache
cargo build --quiet --release --manifest-path "$here/Cargo.toml" --bin table
exec python3 "$here/compare.py" --table "$target/release/table" --peers "$peers" "$@"
