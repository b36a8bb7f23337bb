//! The functions of complex numbers, of both precisions: a family a file, from the real functions of the mode.
//!
//! Special values, branch cuts and the signs of zeros are those of C99's Annex G.

mod atanh;
mod exp;
mod hyperbolic;
mod inverse;
mod log;
mod parts;
mod power;
mod root;

pub(crate) use atanh::{atan, atanh};
pub(crate) use exp::{exp, exp_m1, exp2};
pub(crate) use hyperbolic::{cos, cosh, sin, sinh, tan, tanh};
pub(crate) use inverse::{acos, acosh, asin, asinh};
pub(crate) use log::{ln, ln_1p, log2, log10};
pub(crate) use power::powf;
pub(crate) use root::{round_ties_even, sqrt};
