//! Calls of functions with core dimensions: their operands, and the plain call and the one in place. Glue; the walk is
//! in `exec`.

use crate::exec::{Always, CoreCall, CoreInputs, CoreOutputs, CoreResult, RawOut, Threads};
use crate::kernel::CoreKernel;
use crate::lazy_core::LazyCore;
use crate::shape::CoreAxes;
use crate::{Element, Error, Shape, Target};

/// The operands of a call of the function `K` with core dimensions: a tuple of [`Operand`](crate::Operand)s.
///
/// Implemented for tuples whose ranks fit the signature; the loop dimensions, what is left of the operands'
/// ranks without their core dimensions, broadcast.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are not operands of `{K}`",
    label = "too few dimensions, or not operands of this function",
    note = "core dimensions are the last axes: `(n)` needs a rank of 1 at least, `(m,n)` of 2"
)]
pub trait CoreOperands<K: CoreKernel> {
    /// The rank of the loop dimensions.
    type Loop: Shape;
    #[doc(hidden)]
    fn hold(&self) -> Result<<K::Inputs as CoreInputs>::Held<'_>, Error>;
    #[doc(hidden)]
    fn target<T: Element>(&mut self, target: &RawOut<T>);
}

/// The outputs' element types of `K`.
pub(crate) type OutsOf<K> = <<K as CoreKernel>::Outputs as CoreOutputs>::Outs;

/// The result of a plain call of `K` whose loop dimensions have rank `Loop`.
pub type PlainCore<K, Loop> = <<K as CoreKernel>::Outputs as CoreResult<Loop>>::Plain;

/// The result of a call of `K` in place.
pub type DoneCore<K> = <<K as CoreKernel>::Outputs as CoreOutputs>::Done;

/// The plain call, which panics with the error's text at the caller's line.
#[track_caller]
pub fn call_core<K, Os>(kernel: K, operands: Os) -> PlainCore<K, Os::Loop>
where
    K: CoreKernel<Outputs: CoreResult<Os::Loop>> + Sync,
    Os: CoreOperands<K>,
{
    K::Outputs::plain(LazyCore::new(kernel, operands).eval())
}

/// The companion's `update`: the first operand is the output. Panics as a plain call does.
#[track_caller]
pub fn update_core<K, Os, T>(kernel: K, target: impl Target<T>, operands: Os) -> DoneCore<K>
where
    T: Element,
    K: CoreKernel + Sync,
    K::Outputs: CoreOutputs<Outs = (T,)>,
    Os: CoreOperands<K>,
{
    K::Outputs::done(try_update_core(kernel, target, operands))
}

/// The companion's `try_update`.
pub fn try_update_core<K, Os, T>(
    kernel: K,
    mut target: impl Target<T>,
    mut operands: Os,
) -> Result<(), Error>
where
    T: Element,
    K: CoreKernel + Sync,
    K::Outputs: CoreOutputs<Outs = (T,)>,
    Os: CoreOperands<K>,
{
    let call = CoreCall {
        kernel: &kernel,
        mask: Always,
        fill: None,
        axes: &CoreAxes::Last,
        keepdims: false,
        threads: Threads::Auto,
    };
    call.update(&mut operands, &mut target)
}
