//! Vectorising maths: what the functions of a kernel's floats become.
//!
//! In a kernel, `x.exp()` on an `f32`, an `f64` or a `T: Real` is not the standard library's function, which is a call
//! for each element, but one of this module's: free of branches and tables, so that the compiler vectorises the loop
//! around it, for whatever [`Level`](crate::Level) is in use. `#[vectorize(math = "std")]` keeps the standard ones.
//!
//! Special values are those of C99's Annex F; subnormal arguments and results are exact to the bound as all others;
//! sines, cosines and tangents of any finite argument are right.
//!
#![doc = include_str!("ACCURACY.md")]
// Coefficients are written with the digits they were computed with.
#![allow(clippy::excessive_precision)]

pub(crate) mod bits;
pub(crate) mod complex;
mod double;
mod extremes;
mod functions;
mod lane;
mod mode;
mod round;
mod single;
#[cfg(not(feature = "std"))]
mod without_std;

#[doc(hidden)]
pub use bits::select;
#[doc(hidden)]
pub use functions::{Double, Functions, Single};
#[doc(hidden)]
pub use lane::{Lane, LaneMath, LaneRefMath};
#[doc(hidden)]
pub use mode::{Careful, Mode, Quick};
