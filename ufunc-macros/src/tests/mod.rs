//! Tests of the stages, without a compiler around them.

// A test panics when it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod carets;
mod cases;
mod core_messages;
mod messages;
mod properties;
mod rewriting;
mod snapshots;
