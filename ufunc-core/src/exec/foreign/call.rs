//! An elementwise call over foreign memory.

use super::Halt;
use super::element::Kind;
use super::memory::{Memory, Overlap, overlap};
use super::tuples::{ForeignOuts, ForeignTuple};
use crate::exec::body::{Body, OutsOf};
use crate::exec::elementwise::Elementwise;
use crate::exec::{Always, Job, Level, Walk};
use crate::kernel::{Kernel, Returns};
use crate::math::Mode;
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
    let lie = match len {
        0 => return Ok(()),
        // Sooner done than looked at.
        1..=FEW => Lie::Wild,
        // SAFETY: the caller's promise.
        _ => unsafe { lie(inputs, K::Args::KINDS, outputs, OutsOf::<K>::KINDS, len) },
    };
    let work = OneByOne {
        kernel,
        inputs,
        outputs,
        len,
    };
    match lie {
        Lie::Wild => Level::current().careful(work),
        // SAFETY: the caller's promise; they lie so.
        Lie::Rows { moving, in_place } => unsafe { work.rows(moving, in_place) },
        // SAFETY: as above.
        Lie::Strided { in_place } => unsafe { work.strided(in_place) },
    }
}

/// So few elements are computed one by one, however they lie.
const FEW: usize = 4;

/// How the operands of a call lie.
#[derive(Clone, Copy)]
enum Lie {
    /// Each is contiguous, or one element again and again; a bit tells which.
    Rows { moving: u64, in_place: bool },
    /// With gaps, or backwards.
    Strided { in_place: bool },
    /// Unaligned, entangled, or with bits that are no values.
    Wild,
}

/// # Safety
///
/// `len` elements of each input are readable.
unsafe fn lie(
    inputs: &[Memory],
    kinds: &[Kind],
    outputs: &[Memory],
    out_kinds: &[Kind],
    len: usize,
) -> Lie {
    let (mut moving, mut rows, mut in_place) = (0u64, true, false);
    for (i, (memory, kind)) in inputs.iter().zip(kinds).enumerate() {
        // SAFETY: the caller's promise.
        let valid = || kind.any_bits || unsafe { (kind.valid)(memory.at, memory.step, len) };
        if !memory.regular(kind) || !valid() {
            return Lie::Wild;
        }
        let moves = memory.step == kind.size.cast_signed();
        moving |= u64::from(moves) << i;
        rows &= moves || memory.step == 0;
    }
    for (o, (out, out_kind)) in outputs.iter().zip(out_kinds).enumerate() {
        if !out.regular(out_kind) || out.step == 0 {
            return Lie::Wild;
        }
        moving |= 1 << (inputs.len() + o);
        rows &= out.step == out_kind.size.cast_signed();
        for (memory, kind) in inputs.iter().zip(kinds) {
            match overlap((*memory, kind.size), (*out, out_kind.size), len) {
                Overlap::Apart => {}
                Overlap::Same => in_place = true,
                Overlap::Entangled => return Lie::Wild,
            }
        }
        for (other, kind) in outputs.iter().zip(out_kinds).take(o) {
            if overlap((*other, kind.size), (*out, out_kind.size), len) != Overlap::Apart {
                return Lie::Wild;
            }
        }
    }
    if rows {
        Lie::Rows { moving, in_place }
    } else {
        Lie::Strided { in_place }
    }
}

/// A call, and as a job its elements one after the other, each read before it is written.
struct OneByOne<'a, K> {
    kernel: &'a K,
    inputs: &'a [Memory],
    outputs: &'a [Memory],
    len: usize,
}

impl<K> OneByOne<'_, K>
where
    K: Kernel,
    K::Args: ForeignTuple,
    OutsOf<K>: ForeignOuts,
{
    /// # Safety
    ///
    /// As [`elementwise`]; the operands are [`Lie::Rows`].
    #[inline(never)]
    unsafe fn rows(&self, moving: u64, in_place: bool) -> Result<(), Halt> {
        let flat = Flat {
            len: self.len,
            moving,
            // At most 16 and 8.
            operands: (self.inputs.len() + self.outputs.len()) as u32,
        };
        // SAFETY: the caller's promise: aligned values; where an output is an input, it is the same element.
        let sources = unsafe { K::Args::leaves(self.inputs) };
        let outs = OutsOf::<K>::raws(self.outputs);
        let work = Elementwise {
            body: Body {
                kernel: self.kernel,
                sources: &sources,
                level: Level::current(),
            },
            mask: &Always,
            outs: &outs,
            fill: None,
            in_place,
        };
        // SAFETY: operands that move are contiguous, `len` elements of them; the others have one.
        Ok(unsafe { work.walk_flat(flat) }?)
    }

    /// # Safety
    ///
    /// As [`elementwise`]; the operands are [`Lie::Strided`].
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
        // SAFETY: as in `rows`.
        let sources = unsafe { K::Args::leaves(self.inputs) };
        let outs = OutsOf::<K>::raws(self.outputs);
        let work = Elementwise {
            body: Body {
                kernel: self.kernel,
                sources: &sources,
                level: Level::current(),
            },
            mask: &Always,
            outs: &outs,
            fill: None,
            in_place,
        };
        // SAFETY: the plan was made of the operands' strides; outputs have no element twice, as their steps are whole
        // elements and not 0.
        Ok(unsafe { work.walk(&plan) }?)
    }
}

impl<K> Job for OneByOne<'_, K>
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
