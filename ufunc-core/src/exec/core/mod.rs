//! Calls with core dimensions: what a kernel sees of an operand, and the walk over the loop dimensions.

mod call;
mod filled;
mod forms;
mod frame;
mod held;
mod inputs;
mod mask;
mod outputs;
mod returned;
mod scratch;
mod sizes;
mod small;
mod strip;
mod tuples;
mod walk;
mod window;

pub(crate) use call::CoreCall;
pub(crate) use filled::OneOrMany;
pub use forms::CoreResult;
pub(crate) use forms::{CoreInputs, CoreOutputs, OneResult};
pub(crate) use held::{Copied, Held};
pub(crate) use inputs::CoreInput;
pub use inputs::{Fixed, Optional, Slice, Value, View};
pub(crate) use mask::CoreMask;
pub(crate) use outputs::CoreOutput;
pub use outputs::{FixedMut, OutElement, SliceMut, ValueMut, ViewMut};
pub(crate) use returned::CoreOwned;
pub use returned::{Returned, ReturnedMany, Written};
pub(crate) use sizes::MOST;
pub(crate) use strip::{Core, Strip};
pub(crate) use walk::{Copies as CoreCopies, CoreWork};
