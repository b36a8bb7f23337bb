//! Calls with core dimensions: what a kernel sees of an operand, and the walk over the loop dimensions.

mod call;
mod frame;
mod held;
mod inputs;
mod outputs;
mod returned;
mod strip;
mod tuples;
mod walk;

pub(crate) use call::CoreCall;
pub use inputs::{Fixed, Optional, Slice, Value, View};
pub use outputs::{FixedMut, OutElement, SliceMut, ValueMut, ViewMut};
pub use returned::{Returned, ReturnedMany, Written};

pub use walk::CoreResult;
pub(crate) use walk::{CoreInputs, CoreOutputs, OneResult};
