//! The guide: how to get from a loop to a ufunc, from NumPy and Numba, what is fast, and what goes wrong.
//!
//! | chapter | answers |
//! |---|---|
//! | [`steps`] | how does a loop become a ufunc, and what is there to gain at each step? |
//! | [`porting`] | I know how to write it with NumPy or Numba: how is it written here? |
//! | [`choosing`] | `#[vectorize]` or `#[guvectorize]`? |
//! | [`performance`] | which loops are fast, why is this one not, and how can I see it? |
//! | [`errors`] | what does this error mean, and what do I do about it? |
//!
//! All examples run as tests. Code in the tables of [`porting`] stands in an example, texts of errors are those that the
//! examples and the compiler give: a test holds the chapters against them.

#[doc = include_str!("steps.md")]
pub mod steps {}

#[doc = include_str!("porting.md")]
pub mod porting {}

#[doc = include_str!("choosing.md")]
pub mod choosing {}

#[doc = include_str!("performance.md")]
pub mod performance {}

#[doc = include_str!("errors.md")]
pub mod errors {}
