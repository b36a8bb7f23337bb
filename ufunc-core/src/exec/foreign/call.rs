//! An elementwise call over foreign memory.

use super::Halt;
use super::layout::{Layout, dense, layout};
use super::memory::Memory;
use super::tuples::{ForeignOuts, ForeignTuple};
use crate::exec::body::{Body, OutsOf};
use crate::exec::elementwise::Elementwise;
use crate::exec::{Always, Job, Level, Stop, Walk};
use crate::kernel::{Kernel, Returns};
use crate::math::{Careful, Mode};
use crate::plan::{Flat, Plan, Visit};
use crate::shape::Strides;
use alloc::boxed::Box;
use smallvec::SmallVec;

/// Computes `len` elements, as [`Lazy::assign_to`](crate::Lazy::assign_to) does on this thread.
///
/// The operands may lie anywhere: unaligned, in each other's memory, again and again in one place. Then element after
/// element is read, computed and written, in order.
///
/// # Errors
///
/// The kernel's first error, or an input that is no value of its type; elements before are computed then, others may be.
///
/// # Safety
///
/// `operands` are the kernel's inputs and then its outputs; of each, `len` elements at its step are readable (of
/// outputs: writable), and no other thread writes to them, or reads from outputs, meanwhile.
#[inline(always)]
pub unsafe fn elementwise<K>(kernel: &K, operands: &[Memory], len: usize) -> Result<(), Halt>
where
    K: Kernel,
    K::Args: ForeignTuple,
    OutsOf<K>: ForeignOuts,
{
    let Some((inputs, outputs)) = operands.split_at_checked(K::Args::KINDS.len()) else {
        return Ok(());
    };
    let work = ForeignCall {
        kernel,
        inputs,
        outputs,
        len,
    };
    let (kinds, out_kinds) = (K::Args::KINDS, OutsOf::<K>::KINDS);
    // Sooner done than looked at.
    if len <= FEW {
        return if K::SPEC.math {
            Level::current().careful(work)
        } else {
            work.run(Careful::<false>)
        };
    }
    if dense(inputs, kinds, outputs, out_kinds, len) {
        // SAFETY: the caller's promise; they lie so.
        return unsafe { work.dense() };
    }
    // SAFETY: the caller's promise.
    match unsafe { layout(inputs, kinds, outputs, out_kinds, len) } {
        Layout::Wild => Level::current().careful(work),
        // SAFETY: the caller's promise; they lie so.
        Layout::Rows { moving, in_place } => unsafe { work.rows(moving, in_place) },
        // SAFETY: as above.
        Layout::Strided { in_place } => unsafe { work.strided(in_place) },
    }
}

/// So few elements are computed one by one, however they lie.
const FEW: usize = 4;

/// A call over arrays.
type Work<'w, K> = Elementwise<'w, K, <<K as Kernel>::Args as ForeignTuple>::Leaves, Always>;

/// A call, and as a job its elements one after the other, each read before it is written.
struct ForeignCall<'a, K> {
    kernel: &'a K,
    inputs: &'a [Memory],
    outputs: &'a [Memory],
    len: usize,
}

impl<K> ForeignCall<'_, K>
where
    K: Kernel,
    K::Args: ForeignTuple,
    OutsOf<K>: ForeignOuts,
{
    /// # Safety
    ///
    /// As [`elementwise`]; the operands are [`dense`].
    #[inline(always)]
    unsafe fn dense(&self) -> Result<(), Halt> {
        // SAFETY: the caller's promise: arrays of values, which nothing writes.
        let sources = unsafe { K::Args::leaves(self.inputs) };
        let body = Body {
            kernel: self.kernel,
            sources: &sources,
            level: Level::current(),
        };
        let input = K::Args::lane(self.inputs);
        let output = OutsOf::<K>::out_lane(self.outputs);
        // SAFETY: `len` elements each, those of outputs apart from all others.
        let done = unsafe { body.compute_whole(input, output, self.len) };
        done.map_err(|(_, failure)| Halt::Kernel(Box::new(failure)))
    }

    /// # Safety
    ///
    /// As [`elementwise`]; the operands are [`Layout::Rows`].
    #[inline(never)]
    unsafe fn rows(&self, moving: u64, in_place: bool) -> Result<(), Halt> {
        let flat = Flat {
            len: self.len,
            moving,
            // At most 16 and 8.
            operands: (self.inputs.len() + self.outputs.len()) as u32,
        };
        let run = |work: &Work<'_, K>| {
            // SAFETY: operands that move are contiguous, `len` elements of them; the others have one.
            unsafe { work.walk_flat(flat) }
        };
        // SAFETY: the caller's promise.
        unsafe { self.with(in_place, run) }
    }

    /// # Safety
    ///
    /// As [`elementwise`]; the operands are [`Layout::Strided`].
    #[inline(never)]
    unsafe fn strided(&self, in_place: bool) -> Result<(), Halt> {
        let kinds = K::Args::KINDS.iter().chain(OutsOf::<K>::KINDS);
        let memory = self.inputs.iter().chain(self.outputs);
        let strides: SmallVec<[Strides; 8]> = (memory.zip(kinds))
            .map(|(memory, kind)| Strides::from_slice(&[memory.step / kind.size.cast_signed()]))
            .collect();
        let visit = if K::Returns::FALLIBLE {
            Visit::C
        } else {
            Visit::Memory
        };
        let plan = Plan::new(&[self.len], &strides, visit);
        let run = |work: &Work<'_, K>| {
            // SAFETY: the plan was made of the operands' strides; outputs have no element twice, as their steps are whole
            // elements and not 0.
            unsafe { work.walk(&plan) }
        };
        // SAFETY: the caller's promise.
        unsafe { self.with(in_place, run) }
    }

    /// Runs the call as one over arrays.
    ///
    /// # Safety
    ///
    /// The operands are aligned values; where an output is an input, it is the same element.
    #[inline(always)]
    unsafe fn with(
        &self,
        in_place: bool,
        run: impl FnOnce(&Work<'_, K>) -> Result<(), Stop>,
    ) -> Result<(), Halt> {
        // SAFETY: the caller's promise.
        let sources = unsafe { K::Args::leaves(self.inputs) };
        let outs = OutsOf::<K>::raws(self.outputs);
        Ok(run(&Elementwise {
            body: Body {
                kernel: self.kernel,
                sources: &sources,
                level: Level::current(),
            },
            mask: &Always,
            outs: &outs,
            fill: None,
            in_place,
        })?)
    }
}

impl<K> Job for ForeignCall<'_, K>
where
    K: Kernel,
    K::Args: ForeignTuple,
    OutsOf<K>: ForeignOuts,
{
    type Output = Result<(), Halt>;

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) -> Result<(), Halt> {
        for i in 0..self.len {
            // SAFETY: `elementwise`'s caller promises so many elements.
            let args = match unsafe { K::Args::read(self.inputs, i) } {
                Ok(args) => args,
                Err(operand) => return Err(Halt::Value(operand)),
            };
            match K::Returns::split(self.kernel.eval(mode, args)) {
                // SAFETY: as above.
                Ok(values) => unsafe { values.write(self.outputs, i) },
                Err(failure) => return Err(Halt::Kernel(Box::new(failure))),
            }
        }
        Ok(())
    }
}
