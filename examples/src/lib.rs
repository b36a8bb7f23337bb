//! What the examples share: points, the sunspot series, clusters, timing, memory, files, pictures.
//!
//! The examples themselves are the files beside `src`; `cargo run --release --example mean_shift` runs one.

pub mod blobs;
pub mod child;
pub mod clusters;
pub mod memory;
pub mod npy;
pub mod plots;
pub mod points;
pub mod progress;
pub mod run;
pub mod series;
