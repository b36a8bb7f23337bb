//! All forms of a kernel together: what a call does with its inputs, and with its outputs.

use alloc::sync::Arc;

use super::strip::Core;
use crate::exec::{Outs, Stop};
use crate::kernel::{CoreKernel, Failure, KernelError, Try};
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
    /// Memory on the stack for small copies.
    type Smalls;
    /// The place of a row.
    type Cursors;
    /// The number of core dimensions of each input.
    const NDIMS: &'static [usize];
    /// The sizes that the forms fix.
    const FIXED: &'static [Option<usize>];
    /// Reports the shape and the strides of each operand.
    fn leaves<'h>(held: &'h Self::Held<'_>, report: &mut dyn FnMut(&'h [usize], &'h [isize]));
    /// The sub-arrays of these operands; `core` tells their core parts.
    fn strips(held: &Self::Held<'_>, core: &mut dyn FnMut(usize) -> Core) -> Self::Strips;
    /// Fresh scratch memory.
    fn scratch(strips: &Self::Strips) -> Result<Self::Scratch, Stop>;
    /// Fresh memory on the stack.
    fn smalls() -> Self::Smalls;
    /// The first places of a row of this length: one offset and one step for each operand.
    fn cursors(
        strips: &Self::Strips,
        offsets: &[isize],
        steps: &[isize],
        len: usize,
    ) -> Self::Cursors;
    /// The sub-arrays at the cursors.
    ///
    /// # Safety
    ///
    /// As [`CoreInput::view`](super::CoreInput::view), input by input.
    unsafe fn views<'a, K: CoreKernel>(
        strips: &Self::Strips,
        scratch: &'a mut Self::Scratch,
        smalls: &'a mut Self::Smalls,
        cursors: &Self::Cursors,
    ) -> Self::Views<'a>;
    /// To the next places.
    fn advance(cursors: &mut Self::Cursors);
}

/// The output forms of a kernel.
///
/// # Safety
///
/// As [`CoreInputs`]; `finish` writes all of the sub-arrays at the cursors, or `initialise` does for fresh ones.
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
    /// Memory on the stack for small copies.
    type Smalls;
    /// The place of a row.
    type Cursors;
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
    /// Fresh memory on the stack.
    fn smalls() -> Self::Smalls;
    /// The first places of a row of this length: one offset and one step for each operand.
    fn cursors(
        strips: &Self::Strips,
        offsets: &[isize],
        steps: &[isize],
        len: usize,
    ) -> Self::Cursors;
    /// The sub-arrays at the cursors.
    ///
    /// # Safety
    ///
    /// As [`CoreOutput::view`](super::CoreOutput::view), output by output.
    unsafe fn views<'a, K: CoreKernel>(
        strips: &Self::Strips,
        scratch: &'a mut Self::Scratch,
        smalls: &'a mut Self::Smalls,
        cursors: &Self::Cursors,
    ) -> Self::Views<'a>;
    /// Writes what the kernel returned, or the copies that it wrote to.
    ///
    /// # Safety
    ///
    /// As `views`, with the same scratch, stack memory and cursors, after the views are gone.
    unsafe fn finish<K: CoreKernel>(
        strips: &Self::Strips,
        scratch: &mut Self::Scratch,
        smalls: &mut Self::Smalls,
        cursors: &Self::Cursors,
        raw: Self::Raw,
    ) -> Result<(), Failure>;
    /// Writes these values to all elements of the sub-arrays at `len` places of a row.
    ///
    /// # Safety
    ///
    /// The sub-arrays at these offsets and at those that follow are writable, and nothing else has access to them.
    unsafe fn fill(
        strips: &Self::Strips,
        offsets: &[isize],
        steps: &[isize],
        len: usize,
        values: Self::Outs,
    );
    /// To the next places.
    fn advance(cursors: &mut Self::Cursors);
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
    type Smalls = O::Smalls;
    type Cursors = O::Cursors;
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
    fn smalls() -> O::Smalls {
        O::smalls()
    }
    #[inline(always)]
    fn cursors(strips: &O::Strips, offsets: &[isize], steps: &[isize], len: usize) -> O::Cursors {
        O::cursors(strips, offsets, steps, len)
    }
    #[inline(always)]
    unsafe fn views<'a, K: CoreKernel>(
        strips: &O::Strips,
        scratch: &'a mut O::Scratch,
        smalls: &'a mut O::Smalls,
        cursors: &O::Cursors,
    ) -> O::Views<'a> {
        // SAFETY: the caller's promise.
        unsafe { O::views::<K>(strips, scratch, smalls, cursors) }
    }
    #[inline(always)]
    unsafe fn finish<K: CoreKernel>(
        strips: &O::Strips,
        scratch: &mut O::Scratch,
        smalls: &mut O::Smalls,
        cursors: &O::Cursors,
        raw: Self::Raw,
    ) -> Result<(), Failure> {
        match raw {
            // SAFETY: the caller's promise.
            Ok(raw) => unsafe { O::finish::<K>(strips, scratch, smalls, cursors, raw) },
            Err(error) => Err(Arc::from(error.boxed())),
        }
    }
    unsafe fn fill(
        strips: &O::Strips,
        offsets: &[isize],
        steps: &[isize],
        len: usize,
        values: O::Outs,
    ) {
        // SAFETY: the caller's promise.
        unsafe { O::fill(strips, offsets, steps, len, values) };
    }
    #[inline(always)]
    fn advance(cursors: &mut O::Cursors) {
        O::advance(cursors);
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
