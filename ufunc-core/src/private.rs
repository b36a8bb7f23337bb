//! Exactly what expansions name. Not public API: it changes with any version.

pub use ndarray::{Dimension, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6};

pub use crate::element::Element;
pub use crate::elementwise::{Done, Plain, call, try_update, update};
pub use crate::exec::foreign;
pub use crate::exec::{
    CoreResult, Fixed, FixedMut, InPlace, Optional, OutElement, Returned, ReturnedMany, Slice,
    SliceMut, Value, ValueMut, View, ViewMut, Written,
};
pub use crate::gufunc::{DoneCore, PlainCore, call_core, try_update_core, update_core};
pub use crate::inner::{InKernel, NotUfunc, nothing, steady};
pub use crate::kernel::{
    CoreKernel, Fold, Kernel, KernelError, Many, One, ResultParts, Returns, Try,
};
pub use crate::math::{LaneMath, LaneRefMath, Mode, select};
pub use crate::operand::{CoreOperand, MaxRank, Told};
pub use crate::rank::AddCore;
pub use crate::reduce::{
    Made, Outer, accumulate, at, outer, reduce, reduce_segments, reduceat, try_accumulate, try_at,
    try_outer, try_reduce, try_reduce_segments, try_reduceat,
};
pub use crate::spec::{DimSpec, OperandSpec, Size, SizeOp, Spec};
