//! Shapes, purely: broadcast them, bind core dimensions, check sizes.

mod axes;
mod bind;
mod bound;
mod broadcast;
mod core_dims;
mod size;

pub(crate) use axes::{AxisList, CoreAxes};
pub(crate) use bind::{Asked, bind};
pub(crate) use bound::Bound;
pub use broadcast::broadcast_shapes;
pub(crate) use broadcast::{Broadcast, Conflict, broadcast_strides};
pub(crate) use size::{checked_len, computed_size};

use smallvec::SmallVec;

/// Sizes of axes; up to eight need no memory.
pub(crate) type Dims = SmallVec<[usize; 8]>;
/// Strides of axes, in elements.
pub(crate) type Strides = SmallVec<[isize; 8]>;

#[cfg(test)]
mod tests;
