//! What is measured: annotated functions, the same loops by hand, the numbers they run on, and how a case is timed.

pub mod data;
pub mod hand;
pub mod kernels;
pub mod measure;
