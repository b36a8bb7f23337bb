//! What the examples share: points of the disc, the sunspot series, clusters, timing, pictures.
//!
//! The examples themselves are the files beside `src`; `cargo run --release --example mean_shift` runs one.

pub mod clusters;
pub mod plots;
pub mod points;
pub mod run;
pub mod series;
