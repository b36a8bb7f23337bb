//! All forms in edition 2021.
#![forbid(unsafe_code)]
#![deny(warnings)]

#[path = "../../forms.rs"]
pub mod forms;

#[path = "../../rewritten.rs"]
pub mod rewritten;
