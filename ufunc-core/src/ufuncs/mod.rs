//! NumPy's universal functions, ready-made, under NumPy's names.
//!
//! ```
//! use ndarray::array;
//! use ufunc_core::ufuncs::{clip, exp, hypot, matmul, multiply, subtract};
//!
//! let (x, y) = (array![3.0, 6.0], array![[4.0], [8.0]]);
//! assert_eq!(hypot(&x, &y), array![[5.0, 7.211102550927978], [8.54400374531753, 10.0]]);
//!
//! // Pending calls fuse: one loop, no temporary array.
//! let fading = clip(exp(multiply::lazy(&x, -0.5)), 0.1, 1.0);
//! assert_eq!(fading[1], 0.1);
//!
//! let mut rest = x.clone();
//! subtract::update(&mut rest, 3.0);
//! assert_eq!(rest, array![0.0, 3.0]);
//! assert_eq!(matmul(&x, &y).into_dyn(), array![60.0].into_dyn());
//! ```
//!
//! Each is a plain `#[vectorize]` or `#[guvectorize]` function, with all that comes with one: scalars or arrays as operands, a
//! companion with `lazy`, `mask`, `assign_to` and so on; the same bits in every layout. Sine, exponential and their like are
//! those of [`math`](crate::math), with the errors that are measured there.
//!
//! Of complex numbers they are made of these, and each part is right to some units in its last place, near zeros and poles too.
//! Not so are the real part of `expm1` where it vanishes, and powers, of which the error grows with the exponent. Branch cuts,
//! special values and the signs of zeros are those of C99's Annex G; on a cut the sign of a zero part tells the side.
//!
//! # Where they differ from NumPy
//!
//! No operand is cast: both have one type, and the result has that type where NumPy's has it. Operands of other types are read
//! with [`cast`](crate::cast). So what NumPy computes of integers as floats (`divide`, `exp`, …), or of `bool` as integers
//! (`square`, …), is not there for these. Integers wrap, as NumPy's do, and a division by zero gives 0. Of the types,
//! *integers* are all of Rust's, *floats* `f32` and `f64`, *complex* `Complex` of these; in generic functions they are told by
//! the [`traits`].
//!
//! An *identity* is the result of a reduction of nothing; *none* means that there is no such value. Functions with an entry
//! there are associative and commutative, for sums of floats up to rounding, so that their reductions may go in any order.
//!
#![doc = include_str!("FUNCTIONS.md")]

mod arithmetic;
mod bits;
mod comparison;
mod distances;
mod exponential;
mod extremes;
mod floats;
mod logic;
mod moving;
mod places;
mod products;
mod rounding;
mod rows;
mod sequences;
pub mod traits;
mod trigonometry;

pub use arithmetic::{
    absolute, add, conjugate, divide, divmod, fabs, float_power, floor_divide, fmod, multiply,
    negative, positive, power, reciprocal, remainder, sign, square, subtract,
};
pub use bits::{
    bitwise_and, bitwise_count, bitwise_or, bitwise_xor, gcd, invert, lcm, left_shift, right_shift,
};
pub use comparison::{equal, greater, greater_equal, less, less_equal, not_equal};
pub use distances::{condensed_distance, pairwise_distance};
pub use exponential::{
    cbrt, erf, erfc, exp, exp2, expm1, log, log1p, log2, log10, logaddexp, logaddexp2, sqrt,
};
pub use extremes::{clip, fmax, fmin, maximum, minimum};
pub use floats::{
    copysign, frexp, heaviside, isfinite, isinf, isnan, ldexp, modf, nextafter, signbit, spacing,
};
pub use logic::{logical_and, logical_not, logical_or, logical_xor};
pub use moving::{moving_max, moving_mean, moving_min, moving_std, moving_sum, moving_var};
pub use places::{NoElement, argmax, argmin, min_max};
pub use products::{cross, matmul, matvec, outer_product, vecdot, vecmat};
pub use rounding::{ceil, floor, rint, trunc};
pub use sequences::{convolve, cumsum};
pub use trigonometry::{
    arccos, arccosh, arcsin, arcsinh, arctan, arctan2, arctanh, cos, cosh, deg2rad, hypot, rad2deg,
    sin, sinh, tan, tanh,
};

#[doc(no_inline)]
pub use {
    absolute as abs, arccos as acos, arccosh as acosh, arcsin as asin, arcsinh as asinh,
    arctan as atan, arctan2 as atan2, arctanh as atanh, conjugate as conj, deg2rad as radians,
    divide as true_divide, invert as bitwise_invert, invert as bitwise_not,
    left_shift as bitwise_left_shift, power as pow, rad2deg as degrees,
    right_shift as bitwise_right_shift,
};
