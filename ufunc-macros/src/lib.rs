//! The attributes of `ufunc-core`.

#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod args;
mod attrs;
mod check;
mod diag;
mod entry;
mod expand;
mod fallback;
mod func;
mod model;
mod nesting;
mod signature;
#[cfg(test)]
mod tests;
mod types;

use args::Attribute;
use proc_macro::TokenStream;

/// Turns a scalar function into a universal function.
#[proc_macro_attribute]
pub fn vectorize(args: TokenStream, item: TokenStream) -> TokenStream {
    entry::run(Attribute::Vectorize, args.into(), item.into()).into()
}

/// Turns a function on sub-arrays into a generalized universal function.
#[proc_macro_attribute]
pub fn guvectorize(args: TokenStream, item: TokenStream) -> TokenStream {
    entry::run(Attribute::Guvectorize, args.into(), item.into()).into()
}
