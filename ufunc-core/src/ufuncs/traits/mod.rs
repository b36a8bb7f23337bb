//! What the ready-made functions ask of element types: small traits, which cannot be implemented elsewhere.
//!
//! | trait | `bool` | integers | `f32` `f64` | `Complex` of these |
//! |---|---|---|---|---|
//! | [`Arithmetic`] | yes | yes | yes | yes |
//! | [`Numeric`], [`Conjugate`], [`Inspect`] | | yes | yes | yes |
//! | [`Divide`], [`Elementary`] | | | yes | yes |
//! | [`FloorDivide`] | | yes | yes | |
//! | [`Power`] | | yes | yes | yes |
//! | [`Extremes`] | yes | yes | yes | yes |
//! | [`Bits`] | yes | yes | | |
//! | [`Integer`] | | yes | | |
//! | [`FloatParts`] | | | yes | |
//! | [`Products`] | yes | yes | yes | yes |
//!
//! Integers are all of Rust's, of up to 128 bits. [`Real`](crate::Real) is `f32` and `f64`; comparisons take whatever
//! Rust can compare.

mod arithmetic;
mod bits;
mod complex;
mod division;
mod elementary;
mod extremes;
mod parts;
mod power;
mod products;

pub use arithmetic::{Arithmetic, Divide, Numeric};
pub use bits::{Bits, Integer};
pub use complex::{Conjugate, Inspect};
pub use division::FloorDivide;
pub use elementary::Elementary;
pub use extremes::Extremes;
pub use parts::FloatParts;
pub use power::Power;
pub use products::Products;

pub(crate) use complex::quotient;
pub(super) use elementary::LaneElementary;
pub(super) use power::LanePower;
