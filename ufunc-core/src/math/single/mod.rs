//! `f32`: a file per family.

pub(crate) mod erf;
pub(crate) mod exp;
pub(crate) mod hyperbolic;
pub(crate) mod inverse_trig;
pub(crate) mod log;
pub(crate) mod logaddexp;
mod parts;
pub(crate) mod pow;
pub(crate) mod root;
pub(crate) mod trig;

pub(crate) use super::extremes::single as extremes;
pub(crate) use super::round::single as round;
