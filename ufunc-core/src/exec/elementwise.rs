//! The elementwise loop: blocks of a row through a kernel.

use alloc::string::String;

use super::outs::Outs;
use super::source::{Described, Lanes, Source};
use super::{Stop, Walk};
use crate::Error;
use crate::kernel::{Failure, Kernel, Returns};
use crate::plan::{Plan, Row};
use crate::shape::Dims;

type OutsOf<K> = <<K as Kernel>::Returns as Returns>::Outs;
type RawsOf<K> = <OutsOf<K> as Outs>::Raws;

/// An elementwise call, ready to be walked: the operands of its plan are the leaves of `sources`, those of
/// `mask`, and the outputs, in this order.
pub struct Elementwise<'a, K: Kernel, S, M> {
    pub(crate) kernel: &'a K,
    pub(crate) sources: S,
    pub(crate) mask: M,
    pub(crate) outs: RawsOf<K>,
    /// What masked-out places get; they are left alone if there is none.
    pub(crate) fill: Option<OutsOf<K>>,
}

/// The mask of a call that has none.
pub struct Always;

impl Described for Always {
    fn leaves(&self, _report: &mut dyn FnMut(&[usize], &[isize])) {}
    fn shapes(&self, _report: &mut dyn FnMut(Result<Dims, Error>)) {}
    fn labels(
        &self,
        _names: &mut dyn Iterator<Item = String>,
        _report: &mut dyn FnMut(String, usize),
    ) {
    }
}

// SAFETY: there is no leaf, and nothing is read.
unsafe impl Source for Always {
    type Item = bool;
    type Cursor = ();
    type Lane = ();
    const LEAVES: usize = 0;
    const BLOCK: usize = usize::MAX;
    const NO_MASK: bool = true;

    fn cursor() {}
    unsafe fn load(&self, (): &mut (), _lanes: &mut Lanes<'_>, _n: usize) {}
    unsafe fn get<const FMA: bool>(&self, (): (), _i: usize) -> bool {
        true
    }
}

/// The blocks of one thread.
pub(crate) struct Blocks<K: Kernel, S: Source, M: Source> {
    inputs: S::Cursor,
    mask: M::Cursor,
    outs: <OutsOf<K> as Outs>::Blocks,
}

const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

impl<K, S, M> Elementwise<'_, K, S, M>
where
    K: Kernel,
    S: Source<Item = K::Args>,
    M: Source<Item = bool>,
{
    pub(crate) const BLOCK: usize = least(least(S::BLOCK, M::BLOCK), <OutsOf<K> as Outs>::BLOCK);

    /// The elements `from..to` of a block.
    ///
    /// # Safety
    ///
    /// The lanes come from `load` and `open` of at least `to` elements.
    unsafe fn compute(
        &self,
        input: S::Lane,
        output: <OutsOf<K> as Outs>::Lane,
        from: usize,
        to: usize,
    ) -> Result<(), (usize, Failure)> {
        for i in from..to {
            // SAFETY: `i < to`.
            let args = unsafe { self.sources.get::<false>(input, i) };
            match K::Returns::split(self.kernel.eval::<false>(args)) {
                // SAFETY: `i < to`.
                Ok(values) => unsafe { values.put(output, i) },
                Err(failure) => return Err((i, failure)),
            }
        }
        Ok(())
    }

    /// One block of a row, from `begin`.
    ///
    /// # Safety
    ///
    /// The row is one of a plan made for this work's operands, and no other thread has the same row; the block lies
    /// inside the row, `n <= BLOCK`.
    unsafe fn block(
        &self,
        blocks: &mut Blocks<K, S, M>,
        row: Row<'_>,
        begin: usize,
        n: usize,
    ) -> Result<(), (usize, Failure)> {
        let mut lanes = Lanes::new(row, begin);
        // SAFETY: the row's operands are the leaves of `sources` first, and it has `n` elements from `begin`.
        let input = unsafe { self.sources.load(&mut blocks.inputs, &mut lanes, n) };
        // SAFETY: the mask's leaves come next.
        let mask = unsafe { self.mask.load(&mut blocks.mask, &mut lanes, n) };
        let outputs = lanes.clone();
        // SAFETY: the outputs come last.
        let output = unsafe { OutsOf::<K>::open(&self.outs, &mut blocks.outs, &mut lanes, n) };
        // SAFETY: a block has one element at least.
        let mut selected = unsafe { self.mask.get::<false>(mask, 0) };
        let mut from = 0;
        while from < n {
            let (to, next) = if M::NO_MASK {
                (n, true)
            } else {
                // SAFETY: `from < n`.
                unsafe { self.run_end(mask, from, n, selected) }
            };
            if selected {
                // SAFETY: `to <= n`, the number of elements loaded and opened.
                unsafe { self.compute(input, output, from, to) }?;
            } else if let Some(fill) = self.fill {
                for i in from..to {
                    // SAFETY: `i < n`.
                    unsafe { fill.put(output, i) };
                }
            }
            if selected || self.fill.is_some() {
                // SAFETY: the same lanes as `open`; the elements `from..to` have just been put.
                unsafe {
                    OutsOf::<K>::close(
                        &self.outs,
                        &mut blocks.outs,
                        &mut outputs.clone(),
                        n,
                        from,
                        to,
                    )
                };
            }
            (from, selected) = (to, next);
        }
        Ok(())
    }

    /// Where the run of mask elements that begins at `from` with `value` ends, and the element there: each is read
    /// once, since it may have to be computed.
    ///
    /// # Safety
    ///
    /// The lane comes from `load` of `n` elements.
    unsafe fn run_end(&self, mask: M::Lane, from: usize, n: usize, value: bool) -> (usize, bool) {
        for to in from + 1..n {
            // SAFETY: `to < n`.
            let next = unsafe { self.mask.get::<false>(mask, to) };
            if next != value {
                return (to, next);
            }
        }
        (n, value)
    }
}

// SAFETY: the blocks of the plan's rows, each once; `block` stays inside the row.
unsafe impl<K, S, M> Walk for Elementwise<'_, K, S, M>
where
    K: Kernel,
    S: Source<Item = K::Args>,
    M: Source<Item = bool>,
{
    unsafe fn walk(&self, plan: &Plan) -> Result<(), Stop> {
        // Made where they stay: they are kilobytes, mostly never touched.
        let mut blocks = Blocks::<K, S, M> {
            inputs: S::cursor(),
            mask: M::cursor(),
            outs: OutsOf::<K>::blocks(),
        };
        plan.rows(&mut |row| {
            let mut begin = 0;
            while begin < row.len {
                let n = least(Self::BLOCK, row.len - begin);
                // SAFETY: `begin + n <= row.len`; the row is one of a plan for this work, which nothing else walks.
                if let Err((i, failure)) = unsafe { self.block(&mut blocks, row, begin, n) } {
                    let index = row.first + begin + i;
                    return Err(Stop::Kernel { index, failure });
                }
                begin += n;
            }
            Ok(())
        })
    }
}
