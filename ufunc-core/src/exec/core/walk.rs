//! The walk over the loop dimensions: for each place, the kernel on its sub-arrays.

use alloc::sync::Arc;
use smallvec::SmallVec;

use super::strip::Core;
use crate::exec::{Outs, Stop, Walk};
use crate::kernel::{CoreKernel, Failure, KernelError, Try};
use crate::plan::Plan;
use crate::{Error, Shape};

/// The input forms of a kernel, as a tuple.
///
/// # Safety
///
/// `views` hands out what the forms' own `view` does, input by input.
pub unsafe trait CoreInputs {
    /// The parameters.
    type Views<'a>;
    /// The operands.
    type Held<'s>;
    /// The operands' sub-arrays.
    type Strips: Sync;
    /// One thread's memory for copies.
    type Scratch;
    /// The number of core dimensions of each input.
    const NDIMS: &'static [usize];
    /// The sizes that the forms fix.
    const FIXED: &'static [Option<usize>];
    /// Reports the shape and the strides of each operand.
    fn leaves<'h>(held: &'h Self::Held<'_>, report: &mut dyn FnMut(&'h [usize], &'h [isize]));
    /// The sub-arrays of these operands; `core` tells their core parts, and which share memory with an output.
    fn strips(held: &Self::Held<'_>, core: &mut dyn FnMut(usize) -> (Core, bool)) -> Self::Strips;
    /// Fresh scratch memory.
    fn scratch(strips: &Self::Strips) -> Result<Self::Scratch, Stop>;
    /// The sub-arrays at `offsets`.
    ///
    /// # Safety
    ///
    /// As [`CoreInput::view`](super::CoreInput::view), input by input.
    unsafe fn views<'a>(
        strips: &Self::Strips,
        scratch: &'a mut Self::Scratch,
        offsets: &[isize],
    ) -> Self::Views<'a>;
}

/// The output forms of a kernel.
///
/// # Safety
///
/// As [`CoreInputs`]; `finish` writes all of the sub-arrays at `offsets`, or `initialise` does for fresh ones.
pub unsafe trait CoreOutputs {
    /// The element types.
    type Outs: Outs;
    /// The output parameters.
    type Views<'a>;
    /// What the kernel returns.
    type Raw;
    /// The outputs' sub-arrays.
    type Strips: Sync;
    /// One thread's memory for copies.
    type Scratch;
    /// Whether the kernel returns a `Result`.
    const FALLIBLE: bool;
    /// The number of core dimensions of each output.
    const NDIMS: &'static [usize];
    /// The sizes that the forms fix.
    const FIXED: &'static [Option<usize>];
    /// The result of `update`: `()` or a `Result`.
    type Done;
    /// The result of `update`; panics with an error's text if the function is not fallible.
    #[track_caller]
    fn done(result: Result<(), Error>) -> Self::Done;
    /// Writes what the kernel may read before it writes.
    fn initialise(fresh: &mut <Self::Outs as Outs>::Fresh);
    /// The sub-arrays of these outputs.
    fn strips(
        raws: &<Self::Outs as Outs>::Raws,
        cores: &mut dyn FnMut(usize) -> Core,
    ) -> Self::Strips;
    /// Fresh scratch memory.
    fn scratch(strips: &Self::Strips) -> Result<Self::Scratch, Stop>;
    /// The sub-arrays at `offsets`.
    ///
    /// # Safety
    ///
    /// As [`CoreOutput::view`](super::CoreOutput::view), output by output.
    unsafe fn views<'a>(
        strips: &Self::Strips,
        scratch: &'a mut Self::Scratch,
        offsets: &[isize],
    ) -> Self::Views<'a>;
    /// Writes what the kernel returned, or the copies that it wrote to.
    ///
    /// # Safety
    ///
    /// As `views`, with the same scratch and offsets, after the views are gone.
    unsafe fn finish(
        strips: &Self::Strips,
        scratch: &Self::Scratch,
        offsets: &[isize],
        raw: Self::Raw,
    ) -> Result<(), Failure>;
}

/// The results of calls whose loop dimensions have rank `Loop`.
pub trait CoreResult<Loop>: CoreOutputs {
    /// The result of `eval()`, inside `Ok`.
    type Eval;
    /// The result of a plain call.
    type Plain;
    /// The result of `eval()` from the output arrays.
    fn collect(arrays: <Self::Outs as Outs>::Arrays) -> Self::Eval;
    /// The result of a plain call; panics with an error's text if the function is not fallible.
    #[track_caller]
    fn plain(result: Result<Self::Eval, Error>) -> Self::Plain;
}

// SAFETY: as the outputs of `O`.
unsafe impl<O, E> CoreOutputs for Try<O, E>
where
    O: CoreOutputs,
    E: KernelError,
{
    type Outs = O::Outs;
    type Views<'a> = O::Views<'a>;
    type Raw = Result<O::Raw, E>;
    type Strips = O::Strips;
    type Scratch = O::Scratch;
    const FALLIBLE: bool = true;
    const NDIMS: &'static [usize] = O::NDIMS;
    const FIXED: &'static [Option<usize>] = O::FIXED;
    type Done = Result<(), Error>;

    fn done(result: Result<(), Error>) -> Result<(), Error> {
        result
    }
    fn initialise(fresh: &mut <O::Outs as Outs>::Fresh) {
        O::initialise(fresh);
    }
    fn strips(raws: &<O::Outs as Outs>::Raws, cores: &mut dyn FnMut(usize) -> Core) -> O::Strips {
        O::strips(raws, cores)
    }
    fn scratch(strips: &O::Strips) -> Result<O::Scratch, Stop> {
        O::scratch(strips)
    }
    #[inline(always)]
    unsafe fn views<'a>(
        strips: &O::Strips,
        scratch: &'a mut O::Scratch,
        offsets: &[isize],
    ) -> O::Views<'a> {
        // SAFETY: the caller's promise.
        unsafe { O::views(strips, scratch, offsets) }
    }
    #[inline(always)]
    unsafe fn finish(
        strips: &O::Strips,
        scratch: &O::Scratch,
        offsets: &[isize],
        raw: Self::Raw,
    ) -> Result<(), Failure> {
        match raw {
            // SAFETY: the caller's promise.
            Ok(raw) => unsafe { O::finish(strips, scratch, offsets, raw) },
            Err(error) => Err(Arc::from(error.boxed())),
        }
    }
}

impl<Loop, O: CoreResult<Loop>, E> CoreResult<Loop> for Try<O, E>
where
    E: KernelError,
{
    type Eval = O::Eval;
    type Plain = Result<O::Eval, Error>;

    fn collect(arrays: <O::Outs as Outs>::Arrays) -> O::Eval {
        O::collect(arrays)
    }
    fn plain(result: Result<O::Eval, Error>) -> Self::Plain {
        result
    }
}

/// Outputs that are one array: a call with them can be an operand.
pub trait OneResult<Loop> {
    /// The rank of the result of a call whose loop dimensions have rank `Loop`.
    type Dim: Shape;
}

impl<Loop, O: OneResult<Loop>, E> OneResult<Loop> for Try<O, E> {
    type Dim = O::Dim;
}

/// A call with core dimensions, ready to be walked: the operands of its plan are the inputs, then the outputs.
pub(crate) struct CoreWork<'a, K: CoreKernel> {
    pub(crate) kernel: &'a K,
    pub(crate) inputs: <K::Inputs as CoreInputs>::Strips,
    pub(crate) outputs: <K::Outputs as CoreOutputs>::Strips,
}

// SAFETY: the sub-arrays at the offsets of the plan's rows, each once.
unsafe impl<K: CoreKernel> Walk for CoreWork<'_, K> {
    unsafe fn walk(&self, plan: &Plan) -> Result<(), Stop> {
        let mut copies = K::Inputs::scratch(&self.inputs)?;
        let mut results = K::Outputs::scratch(&self.outputs)?;
        plan.rows(&mut |row| {
            let mut offsets: SmallVec<[isize; 8]> = row.offsets.into();
            for i in 0..row.len {
                let (from, to) = offsets.split_at(K::Inputs::NDIMS.len());
                // SAFETY: the row's offsets are those of sub-arrays of the inputs. The outputs' sub-arrays share no
                // memory with them; where they do (in place), the views are of copies.
                let inputs = unsafe { K::Inputs::views(&self.inputs, &mut copies, from) };
                // SAFETY: the row's offsets are those of sub-arrays of the outputs, which only this walk visits.
                let outputs = unsafe { K::Outputs::views(&self.outputs, &mut results, to) };
                let raw = self.kernel.eval::<false>(inputs, outputs);
                // SAFETY: as above; the views ended with the call.
                let done = unsafe { K::Outputs::finish(&self.outputs, &results, to, raw) };
                if let Err(failure) = done {
                    let index = row.first + i;
                    return Err(Stop::Kernel { index, failure });
                }
                for (offset, stride) in offsets.iter_mut().zip(row.strides) {
                    *offset += stride;
                }
            }
            Ok(())
        })
    }
}
