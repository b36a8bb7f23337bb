//! NumPy's universal functions, ready-made.

mod arithmetic;
mod bits;
mod comparison;
mod distances;
mod exponential;
mod extremes;
mod floats;
mod logic;
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
pub use products::{cross, matmul, matvec, outer_product, vecdot, vecmat};
pub use rounding::{ceil, floor, rint, trunc};
pub use sequences::{convolve, cumsum, moving_max, moving_mean, moving_min};
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
