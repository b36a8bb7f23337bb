//! The elementwise loop: the tiles of a plan through a kernel.

use super::isa::{Job, Level};
use super::masked::MaskBlock;
use super::outs::{Opening, Outs};
use super::source::{Lanes, Source};
use super::{Stop, Walk};
use crate::kernel::{Failure, Kernel, Returns};
use crate::math::Mode;
use crate::plan::{Flat, Plan};

pub(super) type OutsOf<K> = <<K as Kernel>::Returns as Returns>::Outs;
type RawsOf<K> = <OutsOf<K> as Outs>::Raws;
pub(super) type OutLane<K> = <OutsOf<K> as Outs>::Lane;

/// An elementwise call, ready to be walked: the operands of its plan are the leaves of `sources`, those of
/// `mask`, and the outputs, in this order.
pub struct Elementwise<'a, K: Kernel, S, M> {
    pub(crate) kernel: &'a K,
    pub(crate) sources: &'a S,
    pub(crate) mask: &'a M,
    pub(crate) outs: &'a RawsOf<K>,
    /// What masked-out places get; they are left alone if there is none.
    pub(crate) fill: Option<OutsOf<K>>,
    /// Whether an output lies in the memory of an input.
    pub(crate) in_place: bool,
    pub(crate) level: Level,
}

/// The blocks of one thread.
pub(crate) struct Blocks<K: Kernel, S: Source, M: Source> {
    pub(super) inputs: S::Cursor,
    pub(super) outs: <OutsOf<K> as Outs>::Blocks,
    pub(super) mask: M::Cursor,
    /// The mask's elements in the tile.
    pub(super) selected: MaskBlock,
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
    pub(crate) const BLOCK: usize = {
        let block = least(S::BLOCK, <OutsOf<K> as Outs>::BLOCK);
        if M::NO_MASK {
            block
        } else {
            least(least(block, M::BLOCK), MaskBlock::LEN)
        }
    };
    /// What one element costs.
    pub(crate) const COST: u32 = S::COST.saturating_add(M::COST).saturating_add(K::SPEC.cost);
    /// Whether a tile may have to be computed again, carefully.
    const NOTED: bool = S::NOTED || K::SPEC.noted;
    /// Whether it can be: nothing shows that it was computed before.
    const PURE: bool = S::PURE && K::SPEC.pure;

    /// Whether tiles of calls that are not in place may be longer than a block if they need none.
    pub(crate) const WHOLE: bool = M::NO_MASK && !Self::NOTED;

    /// The elements `from..to` of a tile.
    ///
    /// # Safety
    ///
    /// The lanes come from `load` and `open` of at least `to` elements, and share no memory unless `to - from` is 1.
    pub(super) unsafe fn compute(
        &self,
        span: Span<S::Lane, OutLane<K>>,
    ) -> Result<(), (usize, Failure)> {
        if Self::NOTED && !Self::PURE {
            return self.level.careful(Tile { work: self, span });
        }
        let (done, again) = self.level.quick(Tile { work: self, span });
        if Self::NOTED && again {
            return self.level.careful(Tile { work: self, span });
        }
        done
    }

    /// One tile.
    ///
    /// # Safety
    ///
    /// The lanes are those of a tile of a plan made for this work's operands, no other thread has the same, and it has
    /// at most `BLOCK` elements.
    // Not inlined: both walks use it.
    #[inline(never)]
    unsafe fn tile(
        &self,
        blocks: &mut Blocks<K, S, M>,
        mut lanes: Lanes<'_>,
    ) -> Result<(), (usize, Failure)> {
        let len = lanes.len();
        // SAFETY: the tile's operands are the leaves of `sources` first.
        let input = unsafe { self.sources.load(&mut blocks.inputs, &mut lanes) };
        if !M::NO_MASK {
            // SAFETY: the mask's leaves come next, then the outputs.
            return unsafe { self.masked(blocks, input, lanes, len) };
        }
        // SAFETY: the outputs come last.
        unsafe { self.unmasked(blocks, input, lanes, len) }
    }

    /// All elements of a tile of `len`, whose inputs are loaded; `lanes` goes on with the outputs.
    ///
    /// # Safety
    ///
    /// As `tile`.
    pub(super) unsafe fn unmasked(
        &self,
        blocks: &mut Blocks<K, S, M>,
        input: S::Lane,
        lanes: Lanes<'_>,
        len: usize,
    ) -> Result<(), (usize, Failure)> {
        let opening = Opening {
            apart: self.in_place,
            keep: false,
        };
        // SAFETY: the outputs come last.
        let output = unsafe { OutsOf::<K>::open(self.outs, &mut blocks.outs, lanes, opening) };
        let span = Span {
            input,
            output,
            from: 0,
            to: len,
        };
        // SAFETY: as many elements were loaded and opened. Outputs are borrowed mutably, fresh, or opened apart.
        unsafe { self.compute(span) }?;
        // SAFETY: as `open`; all elements were put.
        unsafe { OutsOf::<K>::close(self.outs, &mut blocks.outs, lanes, opening) };
        Ok(())
    }
}

impl<K, S, M> Elementwise<'_, K, S, M>
where
    K: Kernel,
    S: Source<Item = K::Args>,
    M: Source<Item = bool>,
{
    /// Fresh blocks.
    #[inline(always)]
    pub(super) fn blocks() -> Blocks<K, S, M> {
        Blocks {
            inputs: S::cursor(),
            outs: OutsOf::<K>::blocks(),
            mask: M::cursor(),
            selected: MaskBlock::new(),
        }
    }

    /// Whether a tile may be longer than a block if it needs none.
    fn whole(&self) -> bool {
        Self::WHOLE && !self.in_place
    }

    /// Does all of a flat plan, on this thread.
    ///
    /// # Safety
    ///
    /// As [`Walk::walk`].
    pub(crate) unsafe fn walk_flat(&self, flat: Flat) -> Result<(), Stop> {
        // Made where they stay: they are kilobytes, mostly never touched.
        let mut blocks = Self::blocks();
        let tile = if self.whole() { flat.len } else { Self::BLOCK };
        let mut begin = 0;
        while begin < flat.len {
            let len = least(tile, flat.len - begin);
            // SAFETY: the caller's promise; `begin + len` is not more than the operands' length.
            let done = unsafe { self.tile(&mut blocks, Lanes::flat(flat, begin, len)) };
            if let Err((i, failure)) = done {
                let index = begin + i;
                return Err(Stop::Kernel { index, failure });
            }
            begin += len;
        }
        Ok(())
    }
}

/// Where some elements of a tile are read and written.
#[derive(Clone, Copy)]
pub(super) struct Span<I, O> {
    pub(super) input: I,
    pub(super) output: O,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The bytes of a cache line.
const CACHE_LINE: usize = 64;

/// The computation of a span: the one loop over a kernel.
struct Tile<'w, 'a, K: Kernel, S: Source, M> {
    work: &'w Elementwise<'a, K, S, M>,
    span: Span<S::Lane, OutLane<K>>,
}

impl<K, S, M> Tile<'_, '_, K, S, M>
where
    K: Kernel,
    S: Source<Item = K::Args>,
    M: Source<Item = bool>,
{
    /// Whether moving an element takes about as long as computing it.
    const CHEAP: bool = Elementwise::<K, S, M>::COST <= 8;
}

impl<K, S, M> Job for Tile<'_, '_, K, S, M>
where
    K: Kernel,
    S: Source<Item = K::Args>,
    M: Source<Item = bool>,
{
    type Output = Result<(), (usize, Failure)>;

    #[inline(always)]
    fn run<Md: Mode>(self, mode: Md) -> Self::Output {
        let Span {
            input,
            output,
            from,
            to,
        } = self.span;
        let mut from = from;
        // Where a kernel is cheap, its stores are most of its time: then the first elements, those before a cache line
        // of the output begins, go alone.
        let mut lead = 0;
        if Self::CHEAP && to - from > 2 * CACHE_LINE {
            // SAFETY: `from < to`.
            lead = OutsOf::<K>::misaligned(unsafe { OutsOf::<K>::shift(output, from) });
        }
        while from < to {
            // Elements that are repeated lie in a block: the lanes go round in it.
            let mut n = least(to - from, Elementwise::<K, S, M>::BLOCK);
            if (1..n).contains(&lead) {
                n = lead;
            }
            lead = 0;
            // SAFETY: `from < to`, and `compute`'s caller has loaded as many.
            let input = unsafe { S::shift(input, from) };
            // SAFETY: as above, and opened.
            let output = unsafe { OutsOf::<K>::shift(output, from) };
            for i in 0..n {
                // SAFETY: `from + i < to`; of an element that is repeated there are `BLOCK`.
                let args = unsafe { self.work.sources.get(mode, input, i) };
                match K::Returns::split(self.work.kernel.eval(mode, args)) {
                    // SAFETY: `from + i < to`.
                    Ok(values) => unsafe { values.put(output, i) },
                    Err(failure) => return Err((from + i, failure)),
                }
            }
            from += n;
        }
        Ok(())
    }
}

// SAFETY: the tiles of the plan, each once; `tile` stays inside the tile.
unsafe impl<K, S, M> Walk for Elementwise<'_, K, S, M>
where
    K: Kernel,
    S: Source<Item = K::Args>,
    M: Source<Item = bool>,
{
    fn cost(&self) -> usize {
        Self::COST as usize
    }

    unsafe fn walk(&self, plan: &Plan) -> Result<(), Stop> {
        // Made where they stay: they are kilobytes, mostly never touched.
        let mut blocks = Self::blocks();
        let tiling = plan.tiling(Self::BLOCK, self.whole());
        let mut tiles = plan.tiles(&tiling);
        while let Some(tile) = tiles.next() {
            let len = tile.len;
            // SAFETY: a tile of a plan for this work, which nothing else walks, of at most `BLOCK` elements.
            if let Err((i, failure)) = unsafe { self.tile(&mut blocks, Lanes::tile(tile)) } {
                let index = tile.first + i;
                return Err(Stop::Kernel { index, failure });
            }
            tiles.advance(len);
        }
        Ok(())
    }
}
