//! The values of a pending call, computed tile by tile as they are reduced.

use smallvec::SmallVec;

use super::rows::Rows;
use super::terms::{Masking, Reader, Terms, Values};
use super::uniform::{Large, Uniform};
use crate::Element;
use crate::Error;
use crate::exec::Level;
use crate::exec::body::{Body, OutsOf, Span, Turn};
use crate::exec::elementwise::{Blocks, Elementwise};
use crate::exec::lanes::Lanes;
use crate::exec::masked::compute_where;
use crate::exec::names::{operand_names, operand_shape};
use crate::exec::source::{Described, Source};
use crate::kernel::Kernel;
use crate::plan::{Loop, Tile};
use crate::shape::Dims;

use alloc::format;
use alloc::string::String;
use core::mem::MaybeUninit;

/// A call that cannot fail, with a mask.
pub(crate) struct Pending<'a, T, K: Kernel, S, M> {
    pub(crate) kernel: &'a K,
    pub(crate) sources: S,
    pub(crate) mask: M,
    pub(crate) masking: Masking<T>,
}

type Work<'w, K, S, M> = Elementwise<'w, K, S, M>;

// SAFETY: a reader computes the elements of a tile from the leaves' elements there.
unsafe impl<T, K, S, M> Terms<T> for Pending<'_, T, K, S, M>
where
    T: Element,
    K: Kernel + Sync,
    S: Source<Item = K::Args>,
    M: Source<Item = bool>,
    OutsOf<K>: Uniform<T>,
{
    fn shape(&self) -> Result<Dims, Error> {
        self.sources.check()?;
        operand_shape(K::SPEC, &self.sources)
    }
    fn operand(&self) -> &dyn Described {
        &self.sources
    }
    fn labels(&self, _name: &str, report: &mut dyn FnMut(String, usize)) {
        let mut names = operand_names(K::SPEC).map(|operand| format!("{}.{operand}", K::SPEC.name));
        self.sources.labels(&mut names, report);
    }
    fn mask(&self) -> Option<&dyn Described> {
        (!M::NO_MASK).then_some(&self.mask)
    }
    fn outputs(&self) -> usize {
        <OutsOf<K> as Uniform<T>>::COUNT
    }
    fn cost(&self) -> usize {
        Work::<K, S, M>::COST as usize
    }
    fn block(&self) -> usize {
        Work::<K, S, M>::BLOCK
    }
    fn staged(&self) -> bool {
        Work::<K, S, M>::STAGED
    }
    fn room(&self, _loops: &[Loop], _columns: bool) -> usize {
        Work::<K, S, M>::BLOCK
    }
    fn skips(&self) -> bool {
        self.masking.skips()
    }
    fn read(&self, work: &mut dyn FnMut(&mut dyn Reader<T>)) {
        let mut reader = PendingReader {
            body: Body {
                kernel: self.kernel,
                sources: &self.sources,
                level: Level::current(),
            },
            mask: &self.mask,
            fill: match self.masking {
                Masking::No => None,
                Masking::Filled(fill) | Masking::Skipped(fill) => {
                    Some(<OutsOf<K> as Uniform<T>>::splat(fill))
                }
            },
            skips: self.skips(),
            blocks: Elementwise::<K, S, M>::blocks(),
            large: [MaybeUninit::uninit(); 8],
        };
        work(&mut reader);
    }
}

struct PendingReader<'w, T, K: Kernel, S: Source, M: Source> {
    body: Body<'w, K, S>,
    mask: &'w M,
    /// What stands for masked-out values.
    fill: Option<OutsOf<K>>,
    /// Whether they are skipped all the same.
    skips: bool,
    blocks: Blocks<K, S, M>,
    large: Large<T>,
}

impl<T, K, S, M> Reader<T> for PendingReader<'_, T, K, S, M>
where
    T: Element,
    K: Kernel,
    S: Source<Item = K::Args>,
    M: Source<Item = bool>,
    OutsOf<K>: Uniform<T>,
{
    unsafe fn tile(
        &mut self,
        tile: Tile<'_>,
        columns: usize,
        _side_by_side: bool,
    ) -> Values<'_, T> {
        let len = tile.len;
        let mut lanes = Lanes::tile(tile.seen());
        let pins = self.body.pins(lanes.repeated(S::PINS), M::NO_MASK);
        lanes = lanes.pin(pins);
        // SAFETY: the sources' leaves come first.
        let input = unsafe { self.body.sources.load(&mut self.blocks.inputs, &mut lanes) };
        let output = OutsOf::<K>::inside(&mut self.blocks.outs, &mut self.large);
        let whole = Span {
            input,
            output,
            from: 0,
            to: len,
            pins,
            turn: Turn::Anywhere,
        };
        let mut mask = None;
        let done = if M::NO_MASK {
            // SAFETY: `len` elements were loaded, and blocks have room for as many.
            unsafe { self.body.compute(&whole) }
        } else {
            // SAFETY: the mask's leaves come next.
            let lane = unsafe { self.mask.load(&mut self.blocks.mask, &mut lanes) };
            let selected = &mut self.blocks.selected;
            // SAFETY: `len` elements were loaded.
            let counts = unsafe { selected.read(self.body.level, self.mask, lane, len) };
            mask = self.skips.then_some(counts);
            // SAFETY: as without a mask.
            unsafe { compute_where(&self.body, whole, counts, self.fill) }
        };
        debug_assert!(done.is_ok(), "calls that may fail are made first");
        let firsts: SmallVec<[*mut T; 1]> = OutsOf::<K>::firsts(output);
        let rows = |first: &*mut T| {
            let stride = columns.cast_signed();
            // SAFETY: `len` values were put into the block, which stays as it is until the next tile.
            let rows = unsafe { Rows::new(first.cast_const(), stride, len / columns, columns) };
            mask.map_or(rows, |mask| rows.masked(mask))
        };
        firsts.iter().map(rows).collect()
    }
}
