//! Benchmarks of the workspace; they are in `benches/`.
