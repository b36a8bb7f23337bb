//! The walk over the loop dimensions: for each place, the kernel on its sub-arrays.

use super::forms::{CoreInputs, CoreOutputs};
use crate::exec::{Job, Level, Stop, Walk};
use crate::kernel::CoreKernel;
use crate::math::Mode;
use crate::plan::{Plan, Row};

/// A call with core dimensions, ready to be walked: the operands of its plan are the inputs, then the outputs.
pub(crate) struct CoreWork<'a, K: CoreKernel> {
    pub(crate) kernel: &'a K,
    pub(crate) inputs: <K::Inputs as CoreInputs>::Strips,
    pub(crate) outputs: <K::Outputs as CoreOutputs>::Strips,
    /// What one call of the kernel costs.
    pub(crate) cost: usize,
    pub(crate) level: Level,
}

// SAFETY: the sub-arrays at the offsets of the plan's rows, each once.
unsafe impl<K: CoreKernel> Walk for CoreWork<'_, K> {
    fn cost(&self) -> usize {
        self.cost
    }

    unsafe fn walk(&self, plan: &Plan) -> Result<(), Stop> {
        let mut copies = K::Inputs::scratch(&self.inputs)?;
        let mut results = K::Outputs::scratch(&self.outputs)?;
        plan.rows(&mut |row| {
            self.level.careful(CoreRow {
                work: self,
                copies: &mut copies,
                results: &mut results,
                row,
            })
        })
    }
}

impl<K: CoreKernel> CoreWork<'_, K> {
    /// Does one row, on this thread.
    ///
    /// # Safety
    ///
    /// As [`Walk::walk`], of a plan with this row alone.
    pub(crate) unsafe fn row(&self, row: Row<'_>) -> Result<(), Stop> {
        self.level.careful(CoreRow {
            work: self,
            copies: &mut K::Inputs::scratch(&self.inputs)?,
            results: &mut K::Outputs::scratch(&self.outputs)?,
            row,
        })
    }
}

/// One row of a plan whose operands are those of `work`, which nothing else walks.
struct CoreRow<'r, 'k, K: CoreKernel> {
    work: &'r CoreWork<'k, K>,
    copies: &'r mut <K::Inputs as CoreInputs>::Scratch,
    results: &'r mut <K::Outputs as CoreOutputs>::Scratch,
    row: Row<'r>,
}

impl<K: CoreKernel> Job for CoreRow<'_, '_, K> {
    type Output = Result<(), Stop>;

    #[inline(always)]
    fn run<M: Mode>(self, mode: M) -> Result<(), Stop> {
        let CoreRow {
            work,
            copies,
            results,
            row,
        } = self;
        let (from_strips, to_strips) = (&work.inputs, &work.outputs);
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
            let raw = work.kernel.eval(mode, read, write);
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
