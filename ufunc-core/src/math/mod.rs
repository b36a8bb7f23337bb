//! Vectorising maths: what the functions of a kernel's floats become.

pub(crate) mod bits;
mod double;
mod functions;
mod lane;
mod mode;
mod single;

#[doc(hidden)]
pub use bits::select;
#[doc(hidden)]
pub use functions::{Double, Functions, Single};
#[doc(hidden)]
pub use lane::{Lane, LaneMath, LaneRefMath};
#[doc(hidden)]
pub use mode::{Careful, Mode, Quick};
