#!/usr/bin/env bash
# How long a crate with 100 annotated functions, each called once, takes to compile: cargo check, debug, release.
# Dependencies are built first and do not count.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/src"
cat > "$work/Cargo.toml" <<TOML
[package]
name = "hundred"
version = "0.1.0"
edition = "2024"
[workspace]
[dependencies]
ufunc-core = { path = "$root/ufunc-core" }
ndarray = "0.17"
TOML
{
    echo 'use ndarray::prelude::*; use ufunc_core::{Real, guvectorize, vectorize};'
    for ((i = 0; i < 100; i += 4)); do
        cat <<RUST
#[vectorize] pub fn k$i(a: f64, b: f64, c: f64, d: f64) -> f64 { (1.0 + (a - b).powi(2) + (c - d).powi(2) * $i.0).acosh() }
#[vectorize] pub fn k$((i + 1))<T: Real>(d: T, bw: T) -> T { (T::lit(-$i.5) * d / bw).exp() }
#[vectorize] pub fn k$((i + 2))(x: f64, y: f64) -> (f64, f64) { (x + y * $i.0, x - y) }
#[guvectorize("(n),()->(n)")] pub fn k$((i + 3))(x: &[f64], w: f64, out: &mut [f64]) {
    for (o, x) in out.iter_mut().zip(x) { *o = x * w + $i.0; }
}
RUST
    done
    echo 'pub fn run(a: &Array2<f64>, b: &Array1<f64>) -> f64 { let mut t = 0.0;'
    for ((i = 0; i < 100; i += 4)); do
        echo "t += k$i(a, b, 1.0, 2.0).sum() + k$((i + 1))(a, 0.5).sum() + k$((i + 2))(a, b).0.sum() + k$((i + 3))(a, 2.0).sum();"
    done
    echo 't }'
} > "$work/src/lib.rs"
cd "$work"
export CARGO_TARGET_DIR="$work/target" CARGO_INCREMENTAL=0
cargo check --quiet && cargo build --quiet && cargo build --quiet --release
TIMEFORMAT='%R s, of which the processor %U s'
for command in "check" "build" "build --release"; do
    touch src/lib.rs
    printf 'cargo %s: ' "$command"
    time cargo $command --quiet
done
