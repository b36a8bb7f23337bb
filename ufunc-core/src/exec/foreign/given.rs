//! A call with core dimensions as it was handed over: that its sub-arrays are dense is seen at a glance.

use super::Halt;
use super::core::READY_BYTES;
use super::element::Kind;
use super::forms::{ForeignInputs, ForeignOutputs};
use super::memory::Memory;
use super::tuples::ForeignOuts;
use crate::exec::Job;
use crate::exec::core::{Core, CoreCopies, CoreOutputs};
use crate::kernel::CoreKernel;
use crate::math::Mode;
use crate::plan::Row;
use crate::shape::{Dims, Strides};
use crate::spec::OperandSpec;

/// The most operands of a kernel.
const OPERANDS: usize = 24;

/// As many sizes as are kept without memory of their own.
const DIMS: usize = 8;

/// A call; as a job, one whose sub-arrays are [`dense`](Given::dense).
pub(crate) struct Given<'a, K> {
    pub(crate) kernel: &'a K,
    /// The kernel's inputs, then its outputs.
    pub(crate) operands: &'a [Memory],
    /// The number of sub-arrays.
    pub(crate) len: usize,
    /// The sizes of the core dimensions.
    pub(crate) sizes: &'a [usize],
    /// The steps in them, operand by operand, in bytes.
    pub(crate) core_steps: &'a [isize],
}

impl<K> Given<'_, K>
where
    K: CoreKernel,
    K::Inputs: ForeignInputs,
    K::Outputs: ForeignOutputs,
{
    /// The number of inputs, and that of all operands.
    const INPUTS: usize = K::SPEC.inputs.len();
    const COUNT: usize = Self::INPUTS + K::SPEC.outputs.len();

    /// Where the steps of each operand begin.
    const FIRST: [usize; OPERANDS + 1] = {
        let mut first = [0; OPERANDS + 1];
        let mut i = 0;
        while i < Self::COUNT {
            // Views have 6 at most.
            assert!(Self::spec(i).core.len() <= DIMS);
            first[i + 1] = first[i] + Self::spec(i).core.len();
            i += 1;
        }
        first
    };

    const fn spec(i: usize) -> &'static OperandSpec {
        if i < Self::INPUTS {
            &K::SPEC.inputs[i]
        } else {
            &K::SPEC.outputs[i - Self::INPUTS]
        }
    }

    #[inline(always)]
    fn kind(i: usize) -> &'static Kind {
        if i < Self::INPUTS {
            &K::Inputs::KINDS[i]
        } else {
            &K::Outputs::KINDS[i - Self::INPUTS]
        }
    }

    /// Whether a kernel may have all sub-arrays as they lie, and each is dense: aligned values, which share no memory with
    /// outputs. `false` may also be said of more, as of sub-arrays without elements.
    ///
    /// # Safety
    ///
    /// The operands are readable.
    #[inline(always)]
    pub(crate) unsafe fn dense(&self) -> bool {
        let mut ranges = [(0, 0); OPERANDS];
        for (i, range) in ranges[..Self::COUNT].iter_mut().enumerate() {
            let (memory, kind) = (self.operands[i], Self::kind(i));
            let steps = &self.core_steps[Self::FIRST[i]..Self::FIRST[i + 1]];
            let mut bytes = kind.size;
            for (&dim, &step) in Self::spec(i).core.iter().zip(steps).rev() {
                let size = self.sizes[dim];
                if size != 1 && step != bytes.cast_signed() {
                    return false;
                }
                bytes *= size;
            }
            if bytes == 0 || self.len == 0 || !memory.regular(kind) {
                return false;
            }
            if i < Self::INPUTS && !kind.any_bits {
                let one = bytes == kind.size;
                // SAFETY: sub-arrays of one element, of an operand that the caller promises.
                if !one || !unsafe { (kind.valid)(memory.at, memory.step, self.len) } {
                    return false;
                }
            }
            let way = (self.len - 1) * memory.step.unsigned_abs();
            let back = if memory.step < 0 { way } else { 0 };
            *range = (memory.at.addr() - back, way + bytes);
        }
        for (o, out) in ranges[..Self::COUNT].iter().enumerate().skip(Self::INPUTS) {
            for (i, other) in ranges[..Self::COUNT].iter().enumerate() {
                let apart =
                    other.0.wrapping_sub(out.0) >= out.1 && out.0.wrapping_sub(other.0) >= other.1;
                if i != o && !apart {
                    return false;
                }
            }
        }
        true
    }

    /// The core part of a dense operand.
    #[inline(always)]
    fn core(&self, i: usize) -> Core {
        let (mut sizes, mut strides, mut len) = ([1; DIMS], [1; DIMS], 1usize);
        let dims = Self::spec(i).core;
        for axis in (0..dims.len()).rev() {
            sizes[axis] = self.sizes[dims[axis]];
            strides[axis] = len.cast_signed();
            len *= sizes[axis];
        }
        Core {
            sizes: Dims::from_buf_and_len(sizes, dims.len()),
            strides: Strides::from_buf_and_len(strides, dims.len()),
            len,
            contiguous: true,
            in_place: false,
        }
    }

    /// The number of elements of a sub-array.
    #[inline(always)]
    fn core_len(&self, i: usize) -> usize {
        let sizes = Self::spec(i).core.iter().map(|&dim| self.sizes[dim]);
        sizes.product()
    }

    /// The bytes of a sub-array of each output.
    #[inline(always)]
    fn bytes(&self) -> usize {
        let outputs = Self::INPUTS..Self::COUNT;
        let bytes = outputs.map(|i| self.core_len(i) * Self::kind(i).size);
        bytes.sum()
    }

    /// The way from one sub-array to the next, in elements.
    #[inline(always)]
    fn stride(&self, i: usize) -> isize {
        self.operands[i].step / Self::kind(i).size.cast_signed()
    }
}

impl<K> Job for Given<'_, K>
where
    K: CoreKernel,
    K::Inputs: ForeignInputs,
    K::Outputs: ForeignOutputs,
{
    type Output = Result<(), Halt>;

    // All that is made here is used here alone, so that most of it is never made.
    #[inline(always)]
    fn run<M: Mode>(self, mode: M) -> Result<(), Halt> {
        let (inputs, outputs) = self.operands.split_at(Self::INPUTS);
        let (mut offsets, mut strides) = ([0; OPERANDS], [0; OPERANDS]);
        for (i, stride) in strides[..Self::COUNT].iter_mut().enumerate() {
            *stride = self.stride(i);
        }
        let raws = <K::Outputs as CoreOutputs>::Outs::raws(outputs);
        let from_strips = K::Inputs::strips_at(inputs, &mut |i| self.core(i));
        let to_strips = K::Outputs::strips(&raws, &mut |i| self.core(Self::INPUTS + i));
        let strips = (&from_strips, &to_strips);
        let mut copies = CoreCopies::<K>::of(strips)?;
        let ready = if K::Outputs::STARTS {
            (READY_BYTES / self.bytes()).max(1)
        } else {
            self.len
        };
        let mut from = 0;
        while from < self.len {
            let to = self.len.min(from.saturating_add(ready));
            let len = &mut |i| self.core_len(Self::INPUTS + i);
            // SAFETY: dense sub-arrays of the outputs.
            unsafe { K::Outputs::start_dense(outputs, len, from, to) };
            let row = Row {
                offsets: &offsets[..Self::COUNT],
                strides: &strides[..Self::COUNT],
                len: to - from,
                first: from,
            };
            // SAFETY: the row's places are sub-arrays of the operands, which are values and, where they are outputs, share
            // no memory with others; these were made ready.
            unsafe { copies.walk(mode, self.kernel, strips, row) }?;
            for (offset, stride) in offsets.iter_mut().zip(strides).take(Self::COUNT) {
                *offset += (to - from).cast_signed() * stride;
            }
            from = to;
        }
        Ok(())
    }
}
