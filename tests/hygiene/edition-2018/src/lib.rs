//! All forms in edition 2018.
#![forbid(unsafe_code)]
#![deny(warnings)]

#[path = "../../forms.rs"]
pub mod forms;

#[cfg(test)]
#[path = "../../reductions.rs"]
mod reductions;

#[path = "../../rewritten.rs"]
pub mod rewritten;
