//! The walk over the loop dimensions: for each place, the kernel on its sub-arrays.

use super::forms::{CoreInputs, CoreOutputs};
use super::mask::CoreMask;
use crate::exec::{Job, Level, Stop, Walk};
use crate::gufunc::OutsOf;
use crate::kernel::CoreKernel;
use crate::math::Mode;
use crate::plan::{Plan, Row};
use crate::shape::Strides;

/// A call with core dimensions, ready to be walked: the operands of its plan are the inputs, then the outputs, then the
/// mask, if there is one.
pub(crate) struct CoreWork<'a, K: CoreKernel, M> {
    pub(crate) kernel: &'a K,
    pub(crate) inputs: <K::Inputs as CoreInputs>::Strips,
    pub(crate) outputs: <K::Outputs as CoreOutputs>::Strips,
    pub(crate) mask: &'a M,
    /// What the outputs hold where the mask is false, if not what they held.
    pub(crate) fill: Option<OutsOf<K>>,
    /// What one call of the kernel costs.
    pub(crate) cost: usize,
    pub(crate) level: Level,
}

/// One thread's copies of the sub-arrays of all operands.
pub(crate) struct Copies<K: CoreKernel> {
    inputs: <K::Inputs as CoreInputs>::Scratch,
    outputs: <K::Outputs as CoreOutputs>::Scratch,
}

// SAFETY: the sub-arrays at the offsets of the plan's rows, each once.
unsafe impl<K: CoreKernel, M: CoreMask> Walk for CoreWork<'_, K, M> {
    fn cost(&self) -> usize {
        self.cost
    }

    unsafe fn walk(&self, plan: &Plan) -> Result<(), Stop> {
        let mut copies = self.copies()?;
        plan.rows(&mut |row| {
            if M::NONE {
                self.row(&mut copies, row)
            } else {
                // SAFETY: a row of the plan.
                unsafe { self.masked(&mut copies, row) }
            }
        })
    }
}

impl<K: CoreKernel, M: CoreMask> CoreWork<'_, K, M> {
    /// Memory for copies.
    fn copies(&self) -> Result<Copies<K>, Stop> {
        Copies::of((&self.inputs, &self.outputs))
    }

    fn row(&self, copies: &mut Copies<K>, row: Row<'_>) -> Result<(), Stop> {
        self.level.careful(CoreRow {
            work: self,
            copies,
            row,
        })
    }

    /// The row's stretches where the mask is true, each as a row of its own; the others are filled or left alone.
    ///
    /// # Safety
    ///
    /// The row is one of a plan for these operands, which nothing else walks.
    unsafe fn masked(&self, copies: &mut Copies<K>, row: Row<'_>) -> Result<(), Stop> {
        let last = row.offsets.len() - 1;
        let at = |i: usize| {
            let offset = row.offsets[last] + i.cast_signed() * row.strides[last];
            // SAFETY: the mask is the plan's last operand.
            unsafe { self.mask.at(offset) }
        };
        let mut begin = 0;
        while begin < row.len {
            let taken = at(begin);
            let end = (begin + 1..row.len).find(|&i| at(i) != taken);
            let len = end.unwrap_or(row.len) - begin;
            let places = row.offsets.iter().zip(row.strides);
            let offsets: Strides = places
                .map(|(offset, step)| offset + begin.cast_signed() * step)
                .collect();
            if taken {
                self.row(
                    copies,
                    Row {
                        offsets: &offsets,
                        len,
                        first: row.first + begin,
                        ..row
                    },
                )?;
            } else if let Some(values) = self.fill {
                let inputs = K::Inputs::NDIMS.len();
                let (to, steps) = (&offsets[inputs..], &row.strides[inputs..]);
                // SAFETY: the outputs' sub-arrays at places of this row, which only this walk visits.
                unsafe { K::Outputs::fill(&self.outputs, to, steps, len, values) };
            }
            begin += len;
        }
        Ok(())
    }

    /// Does one row, on this thread.
    ///
    /// # Safety
    ///
    /// As [`Walk::walk`], of a plan with this row alone.
    pub(crate) unsafe fn row_alone(&self, row: Row<'_>) -> Result<(), Stop> {
        self.row(&mut self.copies()?, row)
    }
}

/// One row of a plan whose operands are those of `work`, which nothing else walks.
struct CoreRow<'r, 'k, K: CoreKernel, M> {
    work: &'r CoreWork<'k, K, M>,
    copies: &'r mut Copies<K>,
    row: Row<'r>,
}

impl<K: CoreKernel, M> Job for CoreRow<'_, '_, K, M> {
    type Output = Result<(), Stop>;

    #[inline(always)]
    fn run<Md: Mode>(self, mode: Md) -> Result<(), Stop> {
        let CoreRow { work, copies, row } = self;
        let strips = (&work.inputs, &work.outputs);
        // SAFETY: who makes a `CoreRow` promises it.
        unsafe { copies.walk(mode, work.kernel, strips, row) }
    }
}

/// The sub-arrays of a kernel's inputs, and of its outputs.
type StripsOf<'a, K> = (
    &'a <<K as CoreKernel>::Inputs as CoreInputs>::Strips,
    &'a <<K as CoreKernel>::Outputs as CoreOutputs>::Strips,
);

impl<K: CoreKernel> Copies<K> {
    /// Memory for copies of these sub-arrays.
    #[inline(always)]
    pub(crate) fn of((inputs, outputs): StripsOf<'_, K>) -> Result<Copies<K>, Stop> {
        Ok(Copies {
            inputs: K::Inputs::scratch(inputs)?,
            outputs: K::Outputs::scratch(outputs)?,
        })
    }

    /// Does a row, as a part of a job.
    ///
    /// # Safety
    ///
    /// The row's places are sub-arrays of the strips, whose copies these are; inputs are readable, and outputs this
    /// walk's alone. Where an output is an input, the kernel gets copies.
    #[inline(always)]
    pub(crate) unsafe fn walk<Md: Mode>(
        &mut self,
        mode: Md,
        kernel: &K,
        (from_strips, to_strips): StripsOf<'_, K>,
        row: Row<'_>,
    ) -> Result<(), Stop> {
        let Copies {
            inputs: copies,
            outputs: results,
        } = self;
        let (from, to) = row.offsets.split_at(K::Inputs::NDIMS.len());
        let (from_steps, to_steps) = row.strides.split_at(K::Inputs::NDIMS.len());
        let mut inputs = K::Inputs::cursors(from_strips, from, from_steps, row.len);
        let mut outputs = K::Outputs::cursors(to_strips, to, to_steps, row.len);
        for i in 0..row.len {
            let (mut small_in, mut small_out) = (K::Inputs::smalls(), K::Outputs::smalls());
            let stack = &mut small_in;
            // SAFETY: the cursors are at sub-arrays of the inputs. The outputs' sub-arrays share no memory with them;
            // where they do (in place), the views are of copies.
            let read = unsafe { K::Inputs::views::<K>(from_strips, copies, stack, &inputs) };
            let stack = &mut small_out;
            // SAFETY: the cursors are at sub-arrays of the outputs, which only this walk visits.
            let write = unsafe { K::Outputs::views::<K>(to_strips, results, stack, &outputs) };
            let raw = kernel.eval(mode, read, write);
            let stack = &mut small_out;
            // SAFETY: as above; the views ended with the call.
            let done = unsafe { K::Outputs::finish::<K>(to_strips, results, stack, &outputs, raw) };
            if let Err(failure) = done {
                let index = row.first + i;
                return Err(Stop::Kernel { index, failure });
            }
            K::Inputs::advance(&mut inputs);
            K::Outputs::advance(&mut outputs);
        }
        Ok(())
    }
}
