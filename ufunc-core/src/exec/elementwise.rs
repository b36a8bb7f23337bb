//! The elementwise loop: the tiles of a plan through a kernel.

use super::body::{Body, OutsOf, Span, Turn, least};
use super::lanes::Lanes;
use super::masked::MaskBlock;
use super::outs::{Opening, Outs};
use super::source::Source;
use super::{Stop, Walk};
use crate::kernel::{Failure, Kernel};
use crate::plan::{Flat, Plan};

type RawsOf<K> = <OutsOf<K> as Outs>::Raws;

/// An elementwise call, ready to be walked: the operands of its plan are the leaves of `sources`, those of
/// `mask`, and the outputs, in this order.
pub struct Elementwise<'a, K: Kernel, S, M> {
    pub(super) body: Body<'a, K, S>,
    pub(crate) mask: &'a M,
    pub(crate) outs: &'a RawsOf<K>,
    /// What masked-out places get; they are left alone if there is none.
    pub(crate) fill: Option<OutsOf<K>>,
    /// Whether an output lies in the memory of an input.
    pub(crate) in_place: bool,
}

/// How a kernel's loop takes tiles.
pub(crate) struct Tiles {
    /// The most elements of one that goes through blocks.
    pub(crate) block: usize,
    /// Whether one that does not may be longer.
    pub(crate) whole: bool,
    /// Whether operands are computed before each of them.
    pub(crate) staged: bool,
}

/// The blocks of one thread.
pub(crate) struct Blocks<K: Kernel, S: Source, M: Source> {
    pub(super) inputs: S::Cursor,
    pub(super) outs: <OutsOf<K> as Outs>::Blocks,
    pub(super) mask: M::Cursor,
    /// The mask's elements in the tile.
    pub(super) selected: MaskBlock,
}

impl<K, S, M> Elementwise<'_, K, S, M>
where
    K: Kernel,
    S: Source<Item = K::Args>,
    M: Source<Item = bool>,
{
    pub(crate) const BLOCK: usize = {
        if M::NO_MASK {
            Body::<K, S>::BLOCK
        } else {
            least(least(Body::<K, S>::BLOCK, M::BLOCK), MaskBlock::LEN)
        }
    };
    /// What one element costs.
    pub(crate) const COST: u32 = Body::<K, S>::COST.saturating_add(M::COST);

    /// Whether tiles of calls that are not in place may be longer than a block if they need none.
    pub(crate) const WHOLE: bool = M::NO_MASK && !Body::<K, S>::NOTED && !Body::<K, S>::STAGES;

    /// Whether operands are computed before each tile.
    pub(crate) const STAGED: bool = M::NO_MASK && Body::<K, S>::STAGES;

    /// All of this, for `explain`.
    pub(crate) const TILES: Tiles = Tiles {
        block: Self::BLOCK,
        whole: Self::WHOLE,
        staged: Self::STAGED,
    };

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
        let pins = self.body.pins(lanes.repeated(S::PINS), M::NO_MASK);
        lanes = lanes.pin(pins);
        // SAFETY: the tile's operands are the leaves of `sources` first.
        let input = unsafe { self.body.sources.load(&mut blocks.inputs, &mut lanes) };
        if !M::NO_MASK {
            // SAFETY: the mask's leaves come next, then the outputs.
            return unsafe { self.masked(blocks, input, lanes) };
        }
        // SAFETY: the outputs come last.
        unsafe { self.unmasked(blocks, input, lanes) }
    }

    /// All elements of a tile, whose inputs are loaded; `lanes` goes on with the outputs.
    ///
    /// # Safety
    ///
    /// As `tile`.
    pub(super) unsafe fn unmasked(
        &self,
        blocks: &mut Blocks<K, S, M>,
        input: S::Lane,
        lanes: Lanes<'_>,
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
            to: lanes.len(),
            pins: lanes.pins(),
            turn: Self::turn(lanes),
        };
        // SAFETY: as many elements were loaded and opened. Outputs are borrowed mutably, fresh, or opened apart.
        unsafe { self.body.compute(&span) }?;
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
    /// How the inputs' lanes go on in a tile.
    fn turn(lanes: Lanes<'_>) -> Turn {
        // Of the leaves that `PINS` can tell.
        let known = S::LEAVES <= u64::BITS as usize;
        match lanes.round() {
            0 if known && lanes.repeated(S::PINS).leaves == lanes.pins().leaves => Turn::None,
            0 => Turn::Anywhere,
            len => Turn::Round(len),
        }
    }

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
        let tiling = plan.tiling_in_rounds(Self::BLOCK, self.whole());
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
